package ai.kelix.formats.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.StoredTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {
  private static final TensorPlan FIRST = new TensorPlan("first", DType.F32, List.of(2L, 3L));
  private static final TensorPlan EMPTY = new TensorPlan("empty", DType.BF16, List.of(0L, 7L));
  private static final TensorPlan LAST = new TensorPlan("last", DType.U8, List.of(5L));
  private static final List<TensorPlan> PLAN = List.of(FIRST, EMPTY, LAST);

  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("model.safetensors");
  }

  @Test
  void whatIsWrittenInPiecesIsReadBack() throws IOException {
    try (SafetensorsWriter writer = SafetensorsWriter.open(file, PLAN, Map.of("made", "here"))) {
      writer.write(bytes(10, 1));
      writer.write(bytes(14, 2));
      writer.write(bytes(5, 3));
      assertThat(file).as("before it is complete").doesNotExist();
      writer.finish();
    }
    try (Checkpoint read = Checkpoint.openFile(file)) {
      assertThat(read.names()).containsExactlyInAnyOrder("first", "empty", "last");
      StoredTensor first = read.find("first").orElseThrow();
      assertThat(first.shape()).containsExactly(2L, 3L);
      assertThat(first.offset() % 64).as("aligned for mapping").isZero();
      assertThat(read.map(first).get(10)).isEqualTo((byte) 2);
      assertThat(read.map(read.find("last").orElseThrow()).get(4)).isEqualTo((byte) 3);
    }
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void interruptedWritingGoesOnBehindTheLastCompleteTensor() throws IOException {
    try (SafetensorsWriter writer = SafetensorsWriter.open(file, PLAN, Map.of())) {
      writer.write(bytes(24, 1));
      writer.write(bytes(3, 2));
    }
    assertThat(file).doesNotExist();
    try (SafetensorsWriter writer = SafetensorsWriter.open(file, PLAN, Map.of())) {
      assertThat(writer.complete()).as("first and empty").isEqualTo(2);
      writer.write(bytes(5, 4));
      writer.finish();
    }
    byte[] all = Files.readAllBytes(file);
    assertThat(Arrays.copyOfRange(all, all.length - 29, all.length))
        .startsWith(bytes(24, 1).array())
        .endsWith(bytes(5, 4).array());
  }

  @Test
  void anotherPlanBeginsAnew() {
    try (SafetensorsWriter writer = SafetensorsWriter.open(file, PLAN, Map.of())) {
      writer.write(bytes(24, 1));
    }
    try (SafetensorsWriter writer = SafetensorsWriter.open(file, List.of(FIRST), Map.of())) {
      assertThat(writer.complete()).isZero();
    }
  }

  @Test
  void refusesTooManyBytesTooFewAndAnExistingFile() throws IOException {
    try (SafetensorsWriter writer = SafetensorsWriter.open(file, List.of(LAST), Map.of())) {
      assertThatThrownBy(() -> writer.write(bytes(6, 0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'last' has 5 bytes left, got 6");
      writer.write(bytes(4, 0));
      assertThatThrownBy(writer::finish)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("'last' has 4 of 5 bytes");
    }
    Files.writeString(file, "something else");
    assertThatThrownBy(() -> SafetensorsWriter.open(file, PLAN, Map.of()))
        .hasMessageContaining("exists already");
    assertThat(file).hasContent("something else");
  }

  private static ByteBuffer bytes(int count, int value) {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    Arrays.fill(bytes.array(), (byte) value);
    return bytes;
  }
}
