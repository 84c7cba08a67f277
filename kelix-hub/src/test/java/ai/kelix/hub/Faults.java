package ai.kelix.hub;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** What goes wrong with servers. */
final class Faults {

  private Faults() {}

  /**
   * Breaks off after so many bytes of an otherwise right answer, and not before the client has put
   * them away: what a connection holds when it is reset is lost.
   *
   * @param bytes at least 1, since nobody sees when a client has read nothing
   * @param partial where the client puts the bytes of a content
   */
  static FakeHub.Fault dropAfter(int bytes, Function<byte[], Path> partial) {
    return (exchange, content) -> {
      String range = exchange.getRequestHeaders().getFirst("Range");
      int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
      if (from > 0) {
        exchange
            .getResponseHeaders()
            .set(
                "Content-Range",
                String.format(
                    Locale.ROOT, "bytes %d-%d/%d", from, content.length - 1, content.length));
      }
      exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
      OutputStream out = exchange.getResponseBody();
      int sent = Math.min(bytes, content.length - from);
      out.write(content, from, sent);
      out.flush();
      awaitSize(partial.apply(content), from + sent);
    };
  }

  private static void awaitSize(Path file, long size) throws IOException {
    try {
      while (!Files.exists(file) || Files.size(file) < size) {
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends so many bytes and then nothing, until the hub is closed. */
  static FakeHub.Fault stallAfter(int bytes) {
    return (exchange, content) -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content, 0, bytes);
      exchange.getResponseBody().flush();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** Sends the whole, whatever part was asked for. */
  static FakeHub.Fault ignoreRange() {
    return body(200, Map.of());
  }

  /** Sends the right bytes with this status and these headers. */
  static FakeHub.Fault body(int status, Map<String, String> headers) {
    return (exchange, content) -> {
      headers.forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(status, content.length);
      exchange.getResponseBody().write(content);
    };
  }

  /** Sends a status, headers and nothing else. */
  static FakeHub.Fault status(int status, String... headers) {
    return (exchange, content) -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
    };
  }

  static FakeHub.Fault redirect(String location) {
    return status(302, "Location", location);
  }

  /** Sends other bytes; chunked if their number is not announced. */
  static FakeHub.Fault instead(byte[] other, boolean announced) {
    return (exchange, content) -> {
      exchange.sendResponseHeaders(200, announced ? other.length : 0);
      exchange.getResponseBody().write(other);
    };
  }

  /** Repeats a text until the client goes away. */
  static FakeHub.Fault endless(String start, String repeated) {
    return (exchange, content) -> {
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      out.write(start.getBytes(StandardCharsets.UTF_8));
      byte[] block = repeated.repeat(10_000).getBytes(StandardCharsets.UTF_8);
      while (!Thread.currentThread().isInterrupted()) {
        out.write(block);
      }
    };
  }

  /** Returns the content with one bit changed. */
  static byte[] damaged(byte[] content) {
    byte[] other = Arrays.copyOf(content, content.length);
    other[content.length / 2] ^= 1;
    return other;
  }
}
