package ai.kelix.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodebookCacheTest {
  private static final HostTensor CODEBOOK =
      HostTensor.of(new float[] {1, -2, 3, 4, 5, 6}, 1, 2, 3);

  @TempDir private Path folder;
  private Path model;
  private CodebookCache cache;

  @BeforeEach
  void copyAModel() throws IOException {
    model = Files.createDirectory(folder.resolve("model"));
    Files.copy(Fixtures.path("ar-micro-a/model.safetensors"), model.resolve("model.safetensors"));
    cache = new CodebookCache(folder.resolve("cache"));
  }

  private Path file(String backend) {
    return cache.file(Checkpoint.openLanguageModel(model), backend);
  }

  @Test
  void findsWhatAnotherProcessWrote() {
    cache.write(file("onnx"), CODEBOOK);
    CodebookCache other = new CodebookCache(folder.resolve("cache"));
    assertThat(other.read(file("onnx"), 1, 2, 3).orElseThrow().floats())
        .isEqualTo(CODEBOOK.floats());
    assertThat(file("onnx").getParent()).isDirectoryContaining(Files::isRegularFile);
    assertThat(file("onnx").getParent()).isDirectoryNotContaining("glob:**writing*");
  }

  @Test
  void knowsNothingOfOtherBackendsOrOfWeightsThatChanged() throws IOException {
    Path before = file("onnx");
    assertThat(file("libtorch")).isNotEqualTo(before);
    Files.setLastModifiedTime(model.resolve("model.safetensors"), FileTime.fromMillis(1000));
    assertThat(file("onnx")).isNotEqualTo(before);
  }

  @Test
  void ignoresFilesThatAreDamagedCutForeignOrOfAnotherShape() throws IOException {
    Path file = file("onnx");
    cache.write(file, CODEBOOK);
    byte[] sound = Files.readAllBytes(file);
    assertThat(cache.read(file, 1, 3, 2)).isEmpty();
    byte[] flipped = sound.clone();
    flipped[sound.length - 12] ^= 1;
    for (byte[] bytes :
        List.of(flipped, Arrays.copyOf(sound, sound.length - 9), new byte[] {1, 2, 3})) {
      Files.write(file, bytes);
      assertThat(cache.read(file, 1, 2, 3)).isEmpty();
    }
    cache.write(file, CODEBOOK);
    assertThat(cache.read(file, 1, 2, 3)).isPresent();
  }

  @Test
  void ignoresNumbersThatAreNone() {
    cache.write(file("onnx"), HostTensor.of(new float[] {1, Float.NaN}, 2));
    assertThat(cache.read(file("onnx"), 2)).isEmpty();
  }

  @Test
  void keepsNothingWhereNothingCanBeWritten() throws IOException {
    Path occupied = Files.writeString(folder.resolve("occupied"), "a file, not a folder");
    CodebookCache nowhere = new CodebookCache(occupied);
    Path file = nowhere.file(Checkpoint.openLanguageModel(model), "onnx");
    nowhere.write(file, CODEBOOK);
    assertThat(nowhere.read(file, 1, 2, 3)).isEmpty();
  }

  @Test
  void writersDoNotDisturbEachOtherOrReaders() throws IOException {
    Path file = file("onnx");
    cache.write(file, CODEBOOK);
    IntStream.range(0, 40)
        .parallel()
        .forEach(
            i -> {
              cache.write(file, CODEBOOK);
              assertThat(cache.read(file, 1, 2, 3)).isPresent();
            });
    try (Stream<Path> left = Files.list(file.getParent())) {
      assertThat(left).containsExactly(file);
    }
  }
}
