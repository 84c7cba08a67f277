package ai.kelix.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.DownloadProgress;
import ai.kelix.InterruptedCallException;
import ai.kelix.InvalidModelException;
import ai.kelix.ModelNotFoundException;
import ai.kelix.platform.Installed;
import ai.kelix.spi.EmbeddedModel;
import ai.kelix.spi.ModelSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ModelLocatorTest {
  @TempDir private Path cache;

  @Test
  void unpacksEmbeddedModelOnceAndCompletely() throws Exception {
    ModelLocator locator = embedding(model("dit/config.json", "{}", "{}"));
    Path folder = locator.locate("toy", ModelLocatorTest::unheard);
    assertThat(folder.resolve("dit/config.json")).hasContent("{}");
    assertThat(locator.locate("toy", ModelLocatorTest::unheard)).isEqualTo(folder);
    try (Stream<Path> siblings = Files.list(folder.getParent())) {
      assertThat(siblings).containsExactly(folder);
    }
  }

  /** Others may read what one user unpacked, if the mask of that user says so. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void unpackedFoldersAndFilesHaveTheModesOfTheMask() throws Exception {
    ModelLocator locator = embedding(model("dit/config.json", "{}", "{}"));
    Path folder = locator.locate("toy", ModelLocatorTest::unheard);
    Path plainFolder = Files.createDirectory(cache.resolve("plain"));
    Path plainFile = Files.createFile(cache.resolve("plain.json"));
    for (Path made : List.of(folder, folder.resolve("dit"))) {
      assertThat(Files.getPosixFilePermissions(made))
          .isEqualTo(Files.getPosixFilePermissions(plainFolder));
    }
    assertThat(Files.getPosixFilePermissions(folder.resolve("dit/config.json")))
        .isEqualTo(Files.getPosixFilePermissions(plainFile));
  }

  @Test
  void anInterruptEndsTheUnpackingAndLeavesNothing() throws Exception {
    ModelLocator locator = embedding(model("a.json", "{}", "{}"));
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> locator.locate("toy", ModelLocatorTest::unheard))
        .isInstanceOf(InterruptedCallException.class)
        .hasMessageContaining("interrupted while unpacking the embedded model toy");
    assertThat(Thread.interrupted()).isTrue();
    try (Stream<Path> left = Files.list(cache.resolve("models"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void needsNoCacheForWhatIsNotEmbedded() {
    ModelLocator homeless =
        new ModelLocator(
            () -> {
              throw new AssertionError("nobody should ask");
            },
            new Installed<>(List.of(), List.of()),
            new Installed<>(List.of(), List.of("a.Source needs Java 56, this is 17")));
    assertThat(homeless.locate(cache.toString(), ModelLocatorTest::unheard)).isEqualTo(cache);
    assertThatThrownBy(() -> homeless.locate("someone/model", ModelLocatorTest::unheard))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("a.Source needs Java 56, this is 17");
  }

  @Test
  void severalThreadsAgreeOnOneFolder() {
    ModelLocator locator = embedding(modelUnchecked("a.json", "{}"));
    List<Path> folders =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(i -> locator.locate("toy", ModelLocatorTest::unheard))
            .distinct()
            .toList();
    assertThat(folders).hasSize(1);
  }

  @Test
  void refusesDamagedContentAndLeavesNothing() throws Exception {
    ModelLocator locator = embedding(model("a.json", "{}", "{ }"));
    assertThatThrownBy(() -> locator.locate("toy", ModelLocatorTest::unheard))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("checksum");
    try (Stream<Path> left = Files.list(cache.resolve("models"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void refusesEntriesThatLeaveTheFolder() throws Exception {
    ModelLocator locator = embedding(model("../evil", "x", "x"));
    assertThatThrownBy(() -> locator.locate("toy", ModelLocatorTest::unheard))
        .hasMessageContaining("leaves its folder");
    assertThat(cache.resolve("models/evil")).doesNotExist();
  }

  @Test
  void namesWhatExistsWhenNothingFits() {
    ModelLocator locator = embedding(modelUnchecked("a.json", "{}"));
    assertThatThrownBy(() -> locator.locate("kelix-huge", ModelLocatorTest::unheard))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessage(
            "'kelix-huge' is neither a folder nor an embedded model: give the path of a model"
                + " folder or one of [toy]");
    assertThatThrownBy(() -> locator.locate("\0", ModelLocatorTest::unheard))
        .isInstanceOf(ModelNotFoundException.class);
  }

  @Test
  void takesFoldersAsTheyAre() {
    assertThat(embedding().locate(cache.toString(), ModelLocatorTest::unheard)).isEqualTo(cache);
  }

  @Test
  void asksSourcesInOrderAndOnlyForWhatIsNotHere() {
    List<String> asked = new ArrayList<>();
    ModelSource deaf = source("moon", asked, Optional.empty());
    ModelSource knowing = source("hub", asked, Optional.of(cache.resolve("fetched")));
    ModelLocator locator =
        locator(List.of(modelUnchecked("a.json", "{}")), List.of(deaf, knowing, deaf));
    assertThat(locator.locate("someone/model", ModelLocatorTest::unheard))
        .isEqualTo(cache.resolve("fetched"));
    locator.locate("toy", ModelLocatorTest::unheard);
    locator.locate(cache.toString(), ModelLocatorTest::unheard);
    assertThat(asked).containsExactly("moon: someone/model", "hub: someone/model");
  }

  @Test
  void saysWhichNamesTheSourcesKnow() {
    ModelSource source = source("hub", new ArrayList<>(), Optional.empty());
    ModelLocator locator = locator(List.of(), List.of(source));
    assertThatThrownBy(() -> locator.locate("what is this", ModelLocatorTest::unheard))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageEndingWith("one of [], or names of hub");
  }

  private static void unheard(DownloadProgress progress) {}

  private ModelLocator embedding(EmbeddedModel... models) {
    return locator(List.of(models), List.of());
  }

  private ModelLocator locator(List<EmbeddedModel> models, List<ModelSource> sources) {
    return new ModelLocator(
        () -> cache, new Installed<>(models, List.of()), new Installed<>(sources, List.of()));
  }

  private static ModelSource source(String title, List<String> asked, Optional<Path> answer) {
    return new ModelSource() {
      @Override
      public String names() {
        return "names of " + title;
      }

      @Override
      public Optional<Path> find(String name, Consumer<DownloadProgress> progress) {
        asked.add(title + ": " + name);
        return answer;
      }
    };
  }

  private static EmbeddedModel modelUnchecked(String path, String content) {
    try {
      return model(path, content, content);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static EmbeddedModel model(String path, String content, String digested)
      throws Exception {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(digested.getBytes(StandardCharsets.UTF_8));
    EmbeddedModel.Entry entry =
        new EmbeddedModel.Entry(path, bytes.length, HexFormat.of().formatHex(digest));
    return new EmbeddedModel() {
      @Override
      public String name() {
        return "toy";
      }

      @Override
      public List<Entry> entries() {
        return List.of(entry);
      }

      @Override
      public InputStream open(Entry wanted) throws IOException {
        return new ByteArrayInputStream(bytes);
      }
    };
  }
}
