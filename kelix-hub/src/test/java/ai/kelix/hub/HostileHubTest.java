package ai.kelix.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that lie about names, sizes, checksums and lists; nothing of it reaches the disk. */
class HostileHubTest extends HubTest {
  private static final String HASH = "0123456789012345678901234567890123456789";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil.json",
        "dit/../../../evil.json",
        "/etc/evil.json",
        "..\\\\..\\\\evil.json",
        "C:evil.json",
        "C:\\\\evil.json",
        "//host/share/evil.json",
        "a//evil.json",
        "./evil.json",
        "evil\\u0000.json",
        "evil\\n.json",
        "evil.json:stream.json",
        "nul.json",
        "COM1/evil.json",
        "dit./evil.json",
        "dit /evil.json",
        "../evil.sh"
      })
  void namesThatLeadElsewhereAreRefusedBeforeAnythingIsWritten(String name) throws IOException {
    server.listing(list(sibling("config.json", 2, HASH), sibling(name, 2, HASH)));
    refused("the hub lists a file named", "nothing was downloaded");
    assertThat(server.fileRequests()).isZero();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void filesThatHideEachOtherAreRefused() {
    server.listing(list(sibling("a.json", 2, HASH), sibling("A.json", 2, HASH)));
    refused("listed twice");
    server.listing(list(sibling("dit.json", 2, HASH), sibling("dit.json/a.json", 2, HASH)));
    refused("as a file and as a folder");
  }

  @Test
  void longAndDeepNamesAreRefused() {
    server.listing(list(sibling("a/".repeat(20) + "a.json", 2, HASH)));
    refused("nested deeper");
    server.listing(list(sibling("a".repeat(2000) + ".json", 2, HASH)));
    refused("longer than any");
  }

  @Test
  void linksInTheCacheDoNotLeadOut() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path snapshot = cache().resolve("models--someone--tiny/snapshots").resolve(FakeHub.COMMIT);
    Files.createDirectories(snapshot);
    Files.createSymbolicLink(snapshot.resolve("dit"), outside);
    assertThatThrownBy(this::download)
        .isInstanceOf(HubCacheException.class)
        .hasMessageContaining("is no folder");
    assertThat(outside).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{",
        "{\"sha\":\"main\",\"siblings\":[]}",
        "{\"sha\":\"../../../0123456789012345678901234567890\",\"siblings\":[]}",
        "{\"sha\":\"0123456789012345678901234567890123456789\",\"siblings\":{}}",
        "{\"sha\":\"0123456789012345678901234567890123456789\",\"siblings\":[]}",
        "{\"sha\":\"0123456789012345678901234567890123456789\",\"siblings\":[]} {}",
        "{\"sha\":\"0123456789012345678901234567890123456789\",\"siblings\":[{\"rfilename\":7}]}",
        "{\"sha\":\"a\",\"sha\":\"0123456789012345678901234567890123456789\",\"siblings\":[]}"
      })
  void malformedListsAreRefused(String json) {
    server.listing(json);
    refused("the hub's list of files");
  }

  @Test
  void sizesAndChecksumsThatAreNoneAreRefused() {
    for (String size :
        List.of("-1", "1e3", "\"2\"", "null", "9223372036854775807", "1".repeat(70))) {
      server.listing(
          list(
              String.format(
                  Locale.ROOT,
                  "{\"rfilename\":\"a.json\",\"size\":%s,\"blobId\":\"%s\"}",
                  size,
                  HASH)));
      assertThatThrownBy(this::download).isInstanceOf(HubProtocolException.class);
    }
    for (String hash : List.of("", "../../x", HASH + "0", HASH.replace('0', 'g'))) {
      server.listing(list(sibling("a.json", 2, hash)));
      refused("checksum");
    }
    server.listing(list("{\"rfilename\":\"a.json\",\"size\":2}"));
    refused("blobId");
  }

  @Test
  void endlessListsAreCutOff() {
    server.fault("/main", Faults.endless("{\"a\":[", "1,"));
    refused("longer than 16,777,216 bytes");
    server.fault("/main", Faults.endless("", " "));
    refused("longer than");
  }

  @Test
  void deepListsAreRefused() {
    server.listing("[".repeat(100_000));
    refused("no valid JSON", "depth");
  }

  @Test
  void wrongContentIsNotKept() {
    byte[] config = "{\"hidden_size\": 9}".getBytes(StandardCharsets.US_ASCII);
    server.fault(FakeHub.COMMIT + "/config.json", Faults.instead(config, true));
    refusedContent("checksum", FakeHub.gitBlob(config));
    server.fault(WEIGHTS, Faults.instead(Faults.damaged(weights), true));
    refusedContent("checksum", FakeHub.sha256(weights));
    assertThat(download().resolve(WEIGHTS)).hasBinaryContent(weights);
  }

  @Test
  void wrongLengthsAreRefused() {
    server.fault(WEIGHTS, Faults.instead(Arrays.copyOf(weights, 1000), true));
    refusedContent("1,000", "300,000");
    server.fault(WEIGHTS, Faults.instead(Arrays.copyOf(weights, 300_001), true));
    refusedContent("300,001", "300,000");
    server.fault(WEIGHTS, Faults.instead(Arrays.copyOf(weights, 300_001), false));
    refusedContent("more than the 300,000");
    server.fault(WEIGHTS, Faults.endless("", "weights"));
    refusedContent("more than the 300,000");
    assertThat(partial()).doesNotExist();
  }

  @Test
  void aShorterAnswerWithoutLengthIsAskedForAgain() {
    server.fault(WEIGHTS, Faults.instead(Arrays.copyOf(weights, 1000), false));
    assertThat(download().resolve(WEIGHTS)).hasBinaryContent(weights);
  }

  @Test
  void whatIsListedAndNotThereIsTheServersFault() {
    server.fault(WEIGHTS, Faults.status(404));
    refused(WEIGHTS, "404");
  }

  private void refused(String... said) {
    assertThatThrownBy(this::download)
        .isInstanceOf(HubProtocolException.class)
        .hasMessageContainingAll(said)
        .message()
        .satisfies(message -> assertThat(message).hasSizeLessThan(600).doesNotContain("\n", "\0"));
  }

  private void refusedContent(String... said) {
    assertThatThrownBy(this::download)
        .isInstanceOf(HubIntegrityException.class)
        .hasMessageContainingAll(said);
    assertThat(blob(weights)).doesNotExist();
    assertThat(cache().resolve("models--someone--tiny/refs")).doesNotExist();
  }

  private static String list(String... siblings) {
    return String.format(
        Locale.ROOT,
        "{\"sha\":\"%s\",\"siblings\":[%s]}",
        FakeHub.COMMIT,
        String.join(",", siblings));
  }

  private static String sibling(String name, long size, String hash) {
    return String.format(
        Locale.ROOT, "{\"rfilename\":\"%s\",\"size\":%d,\"blobId\":\"%s\"}", name, size, hash);
  }
}
