package ai.kelix.engine.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.kelix.Block;
import ai.kelix.InsufficientMemoryException;
import ai.kelix.Kelix;
import ai.kelix.Prompt;
import ai.kelix.Sampling;
import ai.kelix.UnderstandingOptions;
import ai.kelix.engine.EngineLoader;
import ai.kelix.engine.MemoryProbe;
import ai.kelix.spi.LoadRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What each backend does with models of the released sizes. The tests tagged {@code fullsize} want
 * an idle machine, 6 GB of disk and minutes, and are not part of the build; the others do the same
 * with narrow layers.
 */
public abstract class SyntheticModelConformance {
  private static final long GIB = 1L << 30;
  private static final long SHARD = 4 * GIB;

  @TempDir private Path folder;

  /** Returns the name of the backend. */
  protected abstract String backend();

  @Test
  void narrowModelWritesTextAndVisualBlocks() throws IOException {
    new SyntheticModel(folder, 16 << 20).numbers(ReleasedConfigurations.narrowLanguage());
    writesTextAndVisualBlocks(32);
  }

  @Test
  @Tag("fullsize")
  void shallowModelOfFullWidthWritesTextAndVisualBlocks() throws IOException {
    new SyntheticModel(folder, SHARD).numbers(ReleasedConfigurations.shallowLanguage(2));
    writesTextAndVisualBlocks(24);
  }

  @Test
  void opensHolesWithoutCopyingThem() throws IOException {
    new SyntheticModel(folder, 16 << 20).zeros(ReleasedConfigurations.narrowLanguage());
    opensWithoutCopying();
  }

  @Test
  @Tag("fullsize")
  void opensTheWholeReleaseWithoutCopyingIt() throws IOException {
    writeRelease();
    opensWithoutCopying();
  }

  @Test
  @Tag("fullsize")
  void namesThePrecisionInWhichTheReleaseFits() throws IOException {
    writeRelease();
    assertThatThrownBy(() -> load(16 * GIB).close())
        .isInstanceOf(InsufficientMemoryException.class)
        .hasMessageContainingAll("available are 16,384 MiB", "kelix export --precision int");
  }

  private void writeRelease() throws IOException {
    new SyntheticModel(folder, SHARD)
        .zeros(ReleasedConfigurations.language())
        .painting(ReleasedConfigurations.transformer(), ReleasedConfigurations.autoencoder());
  }

  private void opensWithoutCopying() {
    assumeTrue(ProcessMemory.isKnown(), "this system does not tell what a process copies");
    long before = ProcessMemory.now().copied();
    Instant start = Instant.now();
    try (Kelix kelix = load(256 * GIB)) {
      Duration taken = Duration.between(start, Instant.now());
      long copied = ProcessMemory.now().copied() - before;
      System.out.printf(
          Locale.ROOT,
          "%s opened %s in %d ms, %d MiB copied%n",
          backend(),
          kelix.model().name(),
          taken.toMillis(),
          copied >> 20);
      assertThat(copied).isLessThan(GIB);
    }
  }

  private void writesTextAndVisualBlocks(int count) {
    UnderstandingOptions options =
        UnderstandingOptions.DEFAULTS
            .withMaxBlocks(count)
            .withSampling(Sampling.random())
            .withSeed(3);
    try (Kelix kelix = load(256 * GIB)) {
      List<Block> blocks = new ArrayList<>();
      Instant first = Instant.MAX;
      for (Block block : kelix.understand(Prompt.of("hello"), options).stream().toIterable(1)) {
        first = blocks.isEmpty() ? Instant.now() : first;
        blocks.add(block);
      }
      double seconds = Duration.between(first, Instant.now()).toMillis() / 1000.0;
      System.out.printf(
          Locale.ROOT,
          "%s: %.2f blocks a second after the first, %s%n",
          backend(),
          (blocks.size() - 1) / seconds,
          ProcessMemory.now());
      assertThat(blocks).hasAtLeastOneElementOfType(Block.Text.class);
      assertThat(blocks).hasAtLeastOneElementOfType(Block.Visual.class);
    }
  }

  private Kelix load(long physical) {
    MemoryProbe pretended = new PretendedMemory(OptionalLong.of(physical), 8 * GIB);
    return new EngineLoader(pretended)
        .load(
            new LoadRequest(
                folder.toString(),
                Optional.empty(),
                Optional.of(backend()),
                Optional.empty(),
                0,
                Optional.of(folder.resolve("cache")),
                download -> {}));
  }
}
