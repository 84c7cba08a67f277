package ai.kelix.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where redirects lead, and who gets to see the token. */
class RedirectTest extends HubTest {
  private static final String TOKEN = "hf_secret";

  @Override
  HubSettings settings() {
    return new HubSettings(server.endpoint(), cache(), Optional.of(TOKEN), false);
  }

  @Test
  void theHubItselfGetsTheToken() {
    server.fault("/main", Faults.redirect("/api/models/other/name/revision/main"));
    download();
    assertThat(server.requests())
        .hasSize(5)
        .allMatch(request -> request.authorization().equals(Optional.of("Bearer " + TOKEN)));
  }

  @Test
  void anotherHostGetsTheRequestWithoutTheToken() {
    try (FakeHub store = new FakeHub()) {
      store.with(WEIGHTS, weights);
      String there = store.endpoint() + "/x/y/resolve/" + FakeHub.COMMIT + "/" + WEIGHTS;
      server.fault(WEIGHTS, Faults.redirect(there), Faults.redirect(there));
      store.fault(WEIGHTS, dropAfter(100_000));
      assertThat(download().resolve(WEIGHTS)).hasBinaryContent(weights);
      assertThat(store.requests())
          .hasSize(2)
          .allMatch(request -> request.authorization().isEmpty());
      assertThat(store.requests().get(1).range()).isPresent();
    }
  }

  @Test
  void theTokenDoesNotComeBackWithADetour() {
    try (FakeHub other = new FakeHub()) {
      other.fault("/detour", Faults.redirect(server.endpoint() + "/x/y/resolve/z/" + WEIGHTS));
      server.fault(WEIGHTS, Faults.redirect(other.endpoint() + "/detour"));
      server.fault("z/" + WEIGHTS, Faults.body(200, Map.of()));
      download();
      assertThat(other.requests()).allMatch(request -> request.authorization().isEmpty());
    }
  }

  @Test
  void loopsEnd() {
    FakeHub.Fault[] loop = new FakeHub.Fault[20];
    Arrays.fill(loop, Faults.redirect("/api/models/someone/tiny/revision/main"));
    server.fault("/main", loop);
    assertThatThrownBy(this::download)
        .isInstanceOf(HubProtocolException.class)
        .hasMessageContaining("redirected more than 8 times");
    assertThat(server.requests()).hasSize(9);
  }

  @Test
  void otherPlacesThanTheWebAreRefused() {
    for (String place :
        List.of(
            "file:///etc/passwd",
            "ftp://host/x",
            "http://",
            "//",
            "",
            "http://u:p@host/",
            "ht tp:")) {
      server.fault("/main", Faults.redirect(place));
      assertThatThrownBy(this::download)
          .isInstanceOf(HubProtocolException.class)
          .hasMessageContaining("not followed");
    }
  }

  @Test
  void encryptionIsNotGivenUp() {
    assertThatThrownBy(() -> target("https://hub/a", "http://hub/a"))
        .isInstanceOf(HubProtocolException.class)
        .hasMessageContaining("gives up encryption");
    assertThat(target("https://hub/a", "/b")).hasToString("https://hub/b");
    assertThat(target("https://hub/a", "https://store/b")).hasToString("https://store/b");
    assertThat(target("http://hub/a", "https://hub/a")).hasToString("https://hub/a");
  }

  private static URI target(String from, String location) {
    HttpHeaders headers = HttpHeaders.of(Map.of("Location", List.of(location)), (k, v) -> true);
    return Transport.target(
        new Reply(URI.create(from), 302, headers, new Body(Duration.ofSeconds(1))));
  }
}
