package ai.kelix.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.DownloadProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What lies where after a download, and what is not fetched at all. */
class CacheLayoutTest extends HubTest {
  private static final String LATER = "89abcdef0123456789abcdef0123456789abcdef";

  @Test
  void isTheOneOfTheReferenceClient() throws IOException {
    Path snapshot = download();
    Path model = cache().resolve("models--someone--tiny");
    assertThat(snapshot).isEqualTo(model.resolve("snapshots").resolve(FakeHub.COMMIT));
    assertThat(model.resolve("refs/main")).hasContent(FakeHub.COMMIT);
    assertThat(Files.readSymbolicLink(snapshot.resolve(WEIGHTS)))
        .isEqualTo(Path.of("../../blobs", FakeHub.sha256(weights)));
    assertThat(Files.readSymbolicLink(snapshot.resolve("dit/config.json")))
        .isEqualTo(
            Path.of("../../../blobs", FakeHub.gitBlob("{}".getBytes(StandardCharsets.US_ASCII))));
    assertThat(snapshot.resolve(WEIGHTS)).hasBinaryContent(weights);
    assertThat(snapshot.resolve("config.json")).hasContent("{\"hidden_size\": 8}");
    try (Stream<Path> blobs = Files.list(model.resolve("blobs"))) {
      assertThat(blobs).hasSize(3);
    }
  }

  @Test
  void holdsOnlyWhatKelixReads() throws IOException {
    server
        .with("vocab.txt", "a")
        .with("chat_template.jinja", "b")
        .with("pytorch_model.bin", "pickle")
        .with("modeling.py", "code")
        .with("README.md", "words");
    Path snapshot = download();
    try (Stream<Path> files = Files.list(snapshot)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "config.json", "dit", WEIGHTS, "vocab.txt", "chat_template.jinja");
    }
    assertThat(server.fileRequests()).isEqualTo(5);
  }

  @Test
  void isFilledOnce() {
    Path first = download();
    assertThat(download()).isEqualTo(first);
    assertThat(server.fileRequests()).isEqualTo(3);
  }

  @Test
  void keepsWhatTwoStatesShare() {
    Path before = download();
    server.at(LATER).with("config.json", "{\"hidden_size\": 16}");
    Path after = download();
    assertThat(after).isEqualTo(before.resolveSibling(LATER));
    assertThat(after.resolve("config.json")).hasContent("{\"hidden_size\": 16}");
    assertThat(before.resolve("config.json")).hasContent("{\"hidden_size\": 8}");
    assertThat(server.fileRequests()).as("all three, then the changed one").isEqualTo(4);
  }

  /** Else other users of one cache, Python's too, could not tell what the branch stands for. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void refsAndBlobsHaveTheModesOfTheMask() throws IOException {
    download();
    Path plain = Files.createFile(folder.resolve("plain"));
    for (Path made : new Path[] {ref(), blob(weights)}) {
      assertThat(Files.getPosixFilePermissions(made))
          .isEqualTo(Files.getPosixFilePermissions(plain));
    }
  }

  /** A cache that is complete may lie where nothing can be written. */
  @Test
  void whatIsCompleteIsNotWrittenAgain() throws IOException {
    Path snapshot = download();
    Map<Path, Object> before = states();
    assertThat(download()).isEqualTo(snapshot);
    assertThat(states()).isEqualTo(before);
    server.at(LATER);
    download();
    assertThat(ref()).hasContent(LATER);
  }

  /** A folder's time changes when anything in it is made, renamed or deleted. */
  private Map<Path, Object> states() throws IOException {
    Map<Path, Object> states = new HashMap<>();
    try (Stream<Path> all = Files.walk(cache())) {
      for (Path path : all.toList()) {
        BasicFileAttributes found =
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        states.put(path, List.of(found.lastModifiedTime(), String.valueOf(found.fileKey())));
      }
    }
    return states;
  }

  private Path ref() {
    return cache().resolve("models--someone--tiny/refs/main");
  }

  @Test
  void remembersBranchesButNotCommits() {
    hub().download(MODEL.withRevision("refs/pr/1"));
    hub().download(MODEL.withRevision(FakeHub.COMMIT));
    Path refs = cache().resolve("models--someone--tiny/refs");
    assertThat(refs.resolve("refs/pr/1")).hasContent(FakeHub.COMMIT);
    assertThat(refs.resolve(FakeHub.COMMIT)).doesNotExist();
    assertThat(server.requests().get(0).path())
        .isEqualTo("/api/models/someone/tiny/revision/refs/pr/1");
  }

  @Test
  void doesWithoutSymbolicLinks() throws IOException {
    Linker unable =
        (link, target) -> {
          throw new IOException("a privilege is missing");
        };
    Hub hub = new Hub(settings(), new Surroundings(LITTLE, Surroundings.USUAL.space(), unable));
    Path snapshot = hub.download(MODEL);
    assertThat(snapshot.resolve(WEIGHTS)).isRegularFile().hasBinaryContent(weights);
    assertThat(Files.isSymbolicLink(snapshot.resolve(WEIGHTS))).isFalse();
    assertThat(hub.download(MODEL)).isEqualTo(snapshot);
    assertThat(server.fileRequests()).isEqualTo(3);
  }

  @Test
  void takesUpWhatOtherToolsLeft() throws IOException {
    Files.createDirectories(blob(weights).getParent());
    Files.write(blob(weights), weights);
    Path stale = cache().resolve("models--someone--tiny/snapshots").resolve(FakeHub.COMMIT);
    Files.createDirectories(stale);
    Files.createSymbolicLink(stale.resolve("config.json"), Path.of("../../blobs/gone"));
    assertThat(download().resolve("config.json")).hasContent("{\"hidden_size\": 8}");
    assertThat(server.fileRequests()).isEqualTo(2);
  }

  @Test
  void tellsHowFarItIs() {
    List<DownloadProgress> told = new ArrayList<>();
    hub().download(MODEL, told::add);
    long total = weights.length + 18L + 2;
    assertThat(told).allMatch(step -> step.model().equals("someone/tiny"));
    assertThat(told).allMatch(step -> step.totalBytes() == total);
    assertThat(told).extracting(DownloadProgress::bytes).isSorted().endsWith(total);
    assertThat(told).extracting(DownloadProgress::file).contains(WEIGHTS, "dit/config.json");
  }

  @Test
  void isNotTouchedWhenTheDiskIsTooSmall() {
    Surroundings full = new Surroundings(LITTLE, at -> 1000, Surroundings.USUAL.symbolic());
    assertThatThrownBy(() -> new Hub(settings(), full).download(MODEL))
        .isInstanceOf(InsufficientDiskException.class)
        .hasMessageContainingAll("300,020", "1,000", "HF_HUB_CACHE");
    assertThat(cache()).isEmptyDirectory();
    assertThat(server.fileRequests()).isZero();
  }
}
