package ai.kelix.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is in the cache can be used without a network; nothing else. */
class WithoutNetworkTest extends HubTest {

  @Test
  void offlineModeAsksNobody() {
    assertThatThrownBy(() -> offline().download(MODEL))
        .isInstanceOf(HubOfflineException.class)
        .hasMessageContainingAll("HF_HUB_OFFLINE", "someone/tiny", cache().toString());
    Path folder = download();
    server.requests().clear();
    assertThat(offline().download(MODEL)).isEqualTo(folder);
    assertThat(offline().download(MODEL.withRevision(FakeHub.COMMIT))).isEqualTo(folder);
    assertThatThrownBy(() -> offline().download(MODEL.withRevision("v2")))
        .isInstanceOf(HubOfflineException.class);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void anUnreachableHubLeavesWhatWasFetchedBefore() throws IOException {
    Path folder = download();
    // A port that is taken and at which nobody listens, so that no other program can answer.
    try (Socket deaf = new Socket()) {
      deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      URI nobody = URI.create("http://127.0.0.1:" + deaf.getLocalPort());
      Hub unreachable =
          new Hub(new HubSettings(nobody, cache(), Optional.empty(), false), surroundings());
      assertThat(unreachable.download(MODEL)).isEqualTo(folder);
      assertThatThrownBy(() -> unreachable.download(MODEL.withRevision("v2")))
          .isInstanceOf(HubConnectionException.class)
          .hasMessageContaining("someone/tiny@v2");
    }
  }

  /** A wrong address or a missing network does not mend itself. */
  @Test
  void anUnreachableHubIsGivenUpSoon() {
    server.close();
    assertThatThrownBy(this::download)
        .isInstanceOf(HubConnectionException.class)
        .hasMessageContainingAll("cannot list the files of someone/tiny", "after 3 attempts");
  }

  @Test
  void aBusyHubLeavesWhatWasFetchedBefore() {
    Path folder = download();
    server.fault("/main", Faults.status(503));
    assertThat(download()).isEqualTo(folder);
  }

  @Test
  void anInterruptedDownloadDoesNotPassForTheModel() {
    server.fault(WEIGHTS, Faults.status(403));
    assertThatThrownBy(this::download).isInstanceOf(HubAccessException.class);
    assertThatThrownBy(() -> offline().download(MODEL)).isInstanceOf(HubOfflineException.class);
  }

  @Test
  void refsThatAreNoneAreNotFollowed() throws IOException {
    Path ref = cache().resolve("models--someone--tiny/refs/main");
    Files.createDirectories(ref.getParent());
    for (String content : new String[] {"../../..", "", "x".repeat(1000)}) {
      Files.writeString(ref, content);
      assertThatThrownBy(() -> offline().download(MODEL)).isInstanceOf(HubOfflineException.class);
    }
  }

  private Hub offline() {
    return new Hub(
        new HubSettings(server.endpoint(), cache(), Optional.empty(), true), surroundings());
  }
}
