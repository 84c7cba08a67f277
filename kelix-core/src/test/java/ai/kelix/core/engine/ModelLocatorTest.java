package ai.kelix.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.InvalidModelException;
import ai.kelix.ModelNotFoundException;
import ai.kelix.spi.EmbeddedModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLocatorTest {
  @TempDir private Path cache;

  @Test
  void unpacksEmbeddedModelOnceAndCompletely() throws Exception {
    ModelLocator locator = new ModelLocator(cache, List.of(model("dit/config.json", "{}", "{}")));
    Path folder = locator.locate("toy");
    assertThat(folder.resolve("dit/config.json")).hasContent("{}");
    assertThat(locator.locate("toy")).isEqualTo(folder);
    try (Stream<Path> siblings = Files.list(folder.getParent())) {
      assertThat(siblings).containsExactly(folder);
    }
  }

  @Test
  void severalThreadsAgreeOnOneFolder() {
    ModelLocator locator = new ModelLocator(cache, List.of(modelUnchecked("a.json", "{}")));
    List<Path> folders =
        IntStream.range(0, 16).parallel().mapToObj(i -> locator.locate("toy")).distinct().toList();
    assertThat(folders).hasSize(1);
  }

  @Test
  void refusesDamagedContentAndLeavesNothing() throws Exception {
    ModelLocator locator = new ModelLocator(cache, List.of(model("a.json", "{}", "{ }")));
    assertThatThrownBy(() -> locator.locate("toy"))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("checksum");
    try (Stream<Path> left = Files.list(cache.resolve("models"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void refusesEntriesThatLeaveTheFolder() throws Exception {
    ModelLocator locator = new ModelLocator(cache, List.of(model("../evil", "x", "x")));
    assertThatThrownBy(() -> locator.locate("toy")).hasMessageContaining("leaves its folder");
    assertThat(cache.resolve("models/evil")).doesNotExist();
  }

  @Test
  void namesWhatExistsWhenNothingFits() {
    ModelLocator locator = new ModelLocator(cache, List.of(modelUnchecked("a.json", "{}")));
    assertThatThrownBy(() -> locator.locate("kelix-huge"))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessage(
            "'kelix-huge' is neither a folder nor an embedded model: give the path of a model"
                + " folder or one of [toy]");
    assertThatThrownBy(() -> locator.locate("\0")).isInstanceOf(ModelNotFoundException.class);
  }

  @Test
  void takesFoldersAsTheyAre() {
    assertThat(new ModelLocator(cache, List.of()).locate(cache.toString())).isEqualTo(cache);
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
