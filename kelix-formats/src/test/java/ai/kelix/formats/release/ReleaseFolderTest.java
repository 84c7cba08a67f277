package ai.kelix.formats.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.config.ArConfigReader;
import ai.kelix.formats.config.ComponentKind;
import ai.kelix.formats.config.DitConfigReader;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseFolderTest {
  private static final long SMALL_SHARD = 40_000;

  @TempDir private Path folder;

  @Test
  void olderNamingBecomesTheNativeOneBitByBitInShards() throws IOException {
    Path older = folder.resolve("older");
    Files.createDirectories(older);
    Files.copy(Fixtures.path("ar-micro-a/config.json"), older.resolve("config.json"));
    Files.copy(
        Fixtures.path("ar-micro-a/hf-names/model.safetensors"), older.resolve("model.safetensors"));
    Path written = folder.resolve("native");
    assertThat(new ReleaseFolder(older, written, SMALL_SHARD).write((name, bytes) -> {}))
        .isEqualTo(ComponentKind.LANGUAGE_MODEL);
    assertThat(written.resolve("model.safetensors.index.json")).exists();
    requireSame(Checkpoint.openAsStored(Fixtures.path("ar-micro-a")), written);
    assertThat(ArConfigReader.read(written.resolve("config.json")))
        .isEqualTo(ArConfigReader.read(older.resolve("config.json")));
  }

  @Test
  void diffusersTransformerBecomesNative() {
    Path written = folder.resolve("native");
    Path source = Fixtures.path("dit-micro-a/qk-norm/diffusers");
    assertThat(new ReleaseFolder(source, written, SMALL_SHARD).write((name, bytes) -> {}))
        .isEqualTo(ComponentKind.DIFFUSION_TRANSFORMER);
    requireSame(Checkpoint.openDiffusionTransformer(source), written);
    assertThat(DitConfigReader.read(written.resolve("config.json")))
        .isEqualTo(DitConfigReader.read(source.resolve("config.json")));
  }

  @Test
  void convertingTwiceChangesNothing() throws IOException {
    Path once = folder.resolve("once");
    Path twice = folder.resolve("twice");
    new ReleaseFolder(Fixtures.path("dcae-micro-a"), once, 1L << 30).write((name, bytes) -> {});
    new ReleaseFolder(once, twice, 1L << 30).write((name, bytes) -> {});
    assertThat(once.resolve("model.safetensors"))
        .hasSameBinaryContentAs(twice.resolve("model.safetensors"));
    assertThat(once.resolve("config.json")).hasSameTextualContentAs(twice.resolve("config.json"));
  }

  @Test
  void interruptedConversionGoesOn() {
    Path written = folder.resolve("native");
    Path source = Fixtures.path("ar-micro-a");
    int[] seen = new int[1];
    assertThatThrownBy(
            () ->
                new ReleaseFolder(source, written, SMALL_SHARD)
                    .write(
                        (name, bytes) -> {
                          if (++seen[0] == 30) {
                            throw new IllegalStateException("pulled the plug");
                          }
                        }))
        .hasMessage("pulled the plug");
    int before = seen[0];
    new ReleaseFolder(source, written, SMALL_SHARD).write((name, bytes) -> seen[0]++);
    int all = Checkpoint.openLanguageModel(source).names().size();
    assertThat(seen[0] - before).as("what was complete is kept").isLessThanOrEqualTo(all - 29);
    requireSame(Checkpoint.openLanguageModel(source), written);
  }

  @Test
  void neverOverwritesAModel() {
    Path source = Fixtures.path("dcae-micro-a");
    Path written = folder.resolve("native");
    new ReleaseFolder(source, written, 1L << 30).write((name, bytes) -> {});
    assertThatThrownBy(
            () -> new ReleaseFolder(source, written, 1L << 30).write((name, bytes) -> {}))
        .hasMessageContaining("holds a model already");
  }

  private static void requireSame(Checkpoint expected, Path folder) {
    try (Checkpoint found = Checkpoint.openAsStored(folder)) {
      assertThat(found.names()).containsExactlyInAnyOrderElementsOf(expected.names());
      for (String name : expected.names()) {
        StoredTensor before = expected.find(name).orElseThrow();
        StoredTensor after = found.find(name).orElseThrow();
        assertThat(after.dtype()).as(name).isEqualTo(before.dtype());
        assertThat(after.shape()).as(name).isEqualTo(before.shape());
        assertThat(found.map(after)).as(name).isEqualTo(expected.map(before));
      }
    }
  }
}
