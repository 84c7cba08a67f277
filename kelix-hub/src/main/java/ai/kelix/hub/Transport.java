package ai.kelix.hub;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Asks by HTTP GET and follows redirects by hand: to a limit, never from https to http, and with
 * the token for the hub's own origin alone. Thread-safe.
 */
final class Transport {
  private static final Logger LOG = Loggers.getLogger(Transport.class);

  /** After so long people are told what they wait for. */
  private static final Duration SILENCE = Duration.ofSeconds(3);

  private static final int MAX_REDIRECTS = 8;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final HubSettings settings;
  private final Patience patience;
  private final HttpClient client;

  Transport(HubSettings settings, Patience patience) {
    this.settings = settings;
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience.connect())
            .build();
  }

  /**
   * Gets what is at an address.
   *
   * @param offset of the first byte wanted
   * @return an answer of any status but a redirect; to be closed
   * @throws HubProtocolException if a redirect leads where it must not
   */
  Reply get(URI address, long offset) throws IOException, InterruptedException {
    URI at = address;
    for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
      HttpResponse<Body> response = send(request(at, offset));
      Reply reply = new Reply(at, response.statusCode(), response.headers(), response.body());
      if (!REDIRECTS.contains(reply.status())) {
        return reply;
      }
      try (reply) {
        at = target(reply);
      }
    }
    throw new HubProtocolException(
        String.format(
            Locale.ROOT,
            "%s was redirected more than %d times, at last to %s; the hub or mirror is misconfigured",
            address.getPath(),
            MAX_REDIRECTS,
            at.getHost()));
  }

  private HttpRequest request(URI at, long offset) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at)
            .header("User-Agent", "kelix-hub")
            // Ranges and checksums are those of the file as stored.
            .header("Accept-Encoding", "identity");
    if (offset > 0) {
      request.header("Range", "bytes=" + offset + "-");
    }
    if (origin(at).equals(origin(settings.endpoint()))) {
      settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    }
    return request.build();
  }

  private HttpResponse<Body> send(HttpRequest request) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<Body>> response =
        client.sendAsync(request, info -> new Body(patience.idle()));
    try {
      return awaited(response, request.uri());
    } catch (InterruptedException e) {
      response.cancel(true);
      throw e;
    } catch (TimeoutException e) {
      response.cancel(true);
      throw new HttpTimeoutException(
          String.format(
              Locale.ROOT,
              "%s did not answer for %d s",
              request.uri().getHost(),
              patience.idle().toSeconds()));
    } catch (ExecutionException e) {
      throw failed(
          String.format(
              Locale.ROOT, "cannot reach %s: %s", request.uri().getAuthority(), e.getCause()),
          e);
    }
  }

  private HttpResponse<Body> awaited(CompletableFuture<HttpResponse<Body>> response, URI asked)
      throws InterruptedException, ExecutionException, TimeoutException {
    long silent = Math.min(SILENCE.toNanos(), patience.idle().toNanos());
    try {
      return response.get(silent, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      LOG.warn("{} does not answer; waiting for it", asked.getAuthority());
      return response.get(patience.idle().toNanos() - silent, TimeUnit.NANOSECONDS);
    }
  }

  private static IOException failed(String message, ExecutionException failure) {
    Throwable cause = failure.getCause();
    boolean unreached =
        cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
    return unreached
        ? new UnreachableException(message, failure)
        : new IOException(message, failure);
  }

  /** Returns where a redirect leads, if it may. */
  static URI target(Reply reply) {
    String location = reply.header("Location");
    URI target;
    try {
      target = reply.from().resolve(new URI(location));
    } catch (URISyntaxException e) {
      throw new HubProtocolException(refusal(reply, location, "is no address"), e);
    }
    String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
    if (location.isEmpty() || target.getHost() == null || target.getRawUserInfo() != null) {
      throw new HubProtocolException(refusal(reply, location, "names no plain host"));
    }
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new HubProtocolException(refusal(reply, location, "is not of the web"));
    }
    if (scheme.equals("http") && "https".equalsIgnoreCase(reply.from().getScheme())) {
      throw new HubProtocolException(refusal(reply, location, "gives up encryption"));
    }
    return target;
  }

  private static String refusal(Reply reply, String location, String why) {
    return String.format(
        Locale.ROOT,
        "%s redirects to '%s', which %s; not followed",
        reply.from().getHost(),
        Quoted.text(location),
        why);
  }

  private static String origin(URI address) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : 80;
    int port = address.getPort() < 0 ? usual : address.getPort();
    return String.format(
        Locale.ROOT,
        "%s://%s:%d",
        scheme,
        String.valueOf(address.getHost()).toLowerCase(Locale.ROOT),
        port);
  }
}
