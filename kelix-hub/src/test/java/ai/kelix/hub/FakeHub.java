package ai.kelix.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * A hub on this machine with one model of any name. Answers as a hub does until a test gives it
 * faults, which are used up one by one.
 */
public final class FakeHub implements AutoCloseable {
  /** What the model's state is called. */
  public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, Queue<Fault>> faults = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile String commit = COMMIT;
  private volatile Optional<String> listing = Optional.empty();

  /** What a client asked for. */
  record Request(String path, Optional<String> range, Optional<String> authorization) {}

  /** Another answer than the honest one. */
  @FunctionalInterface
  interface Fault {
    /** Answers; {@code content} is what would be right. */
    void answer(HttpExchange exchange, byte[] content) throws IOException;
  }

  /** Starts on a free port. */
  public FakeHub() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Returns what HF_ENDPOINT is to be. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Adds a file; weights count as large files. */
  public FakeHub with(String path, byte[] content) {
    files.put(path, content);
    return this;
  }

  FakeHub with(String path, String content) {
    return with(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Changes the state that the revisions stand for. */
  FakeHub at(String newCommit) {
    commit = newCommit;
    return this;
  }

  /** Replaces the description of the model. */
  FakeHub listing(String json) {
    listing = Optional.of(json);
    return this;
  }

  /** Makes the next answers for paths with this ending other ones. */
  FakeHub fault(String ending, Fault... next) {
    faults.computeIfAbsent(ending, key -> new ArrayDeque<>()).addAll(List.of(next));
    return this;
  }

  List<Request> requests() {
    return requests;
  }

  /** Returns how often files were asked for. */
  public long fileRequests() {
    return requests.stream().filter(request -> request.path().contains("/resolve/")).count();
  }

  /** Returns the honest description of the model. */
  String honestListing() {
    return files.entrySet().stream()
        .map(file -> sibling(file.getKey(), file.getValue()))
        .collect(
            Collectors.joining(
                ",", "{\"id\":\"any\",\"sha\":\"" + commit + "\",\"siblings\":[", "]}"));
  }

  private static String sibling(String path, byte[] content) {
    String blob = gitBlob(content);
    return path.endsWith(".safetensors")
        ? String.format(
            Locale.ROOT,
            "{\"rfilename\":\"%s\",\"size\":%d,\"blobId\":\"%s\",\"lfs\":{\"sha256\":\"%s\",\"size\":%d,\"pointerSize\":134}}",
            path,
            content.length,
            blob,
            sha256(content),
            content.length)
        : String.format(
            Locale.ROOT,
            "{\"rfilename\":\"%s\",\"size\":%d,\"blobId\":\"%s\"}",
            path,
            content.length,
            blob);
  }

  static String sha256(byte[] content) {
    return HexFormat.of().formatHex(digest("SHA-256").digest(content));
  }

  static String gitBlob(byte[] content) {
    MessageDigest digest = digest("SHA-1");
    digest.update(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(digest.digest(content));
  }

  private static MessageDigest digest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      requests.add(new Request(path, header(exchange, "Range"), header(exchange, "Authorization")));
      byte[] content = content(path);
      Optional<Fault> fault = nextFault(path);
      if (fault.isPresent()) {
        fault.get().answer(exchange, content);
      } else if (path.startsWith("/api/") || path.contains("/resolve/" + commit + "/")) {
        serve(exchange, content);
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    } catch (IOException e) {
      // The client went away, as some tests want it to.
    }
  }

  private byte[] content(String path) {
    if (path.startsWith("/api/")) {
      return listing.orElseGet(this::honestListing).getBytes(StandardCharsets.UTF_8);
    }
    return files.getOrDefault(path.replaceFirst(".*/resolve/[^/]*/", ""), new byte[0]);
  }

  private synchronized Optional<Fault> nextFault(String path) {
    return faults.entrySet().stream()
        .filter(entry -> path.endsWith(entry.getKey()) && !entry.getValue().isEmpty())
        .findFirst()
        .map(entry -> entry.getValue().remove());
  }

  private static Optional<String> header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  /** Answers as a hub does, in parts where a part is asked for. */
  static void serve(HttpExchange exchange, byte[] content) throws IOException {
    int from =
        header(exchange, "Range")
            .map(range -> Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1")))
            .orElse(0);
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              String.format(
                  Locale.ROOT, "bytes %d-%d/%d", from, content.length - 1, content.length));
    }
    int length = content.length - from;
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, length == 0 ? -1 : length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(content, from, length);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
