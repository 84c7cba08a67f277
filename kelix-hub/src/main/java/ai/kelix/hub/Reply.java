package ai.kelix.hub;

import java.net.URI;
import java.net.http.HttpHeaders;

/**
 * What a server answered in the end, after redirects.
 *
 * @param from who answered
 * @param status of HTTP
 * @param headers of the answer
 * @param body to be read by one thread, and closed
 */
record Reply(URI from, int status, HttpHeaders headers, Body body) implements AutoCloseable {

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  @Override
  public void close() {
    body.close();
  }
}
