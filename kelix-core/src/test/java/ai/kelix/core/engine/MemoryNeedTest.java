package ai.kelix.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.InsufficientMemoryException;
import ai.kelix.core.checkpoint.StoredTensor;
import ai.kelix.core.program.Outline;
import ai.kelix.core.tensor.DType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryNeedTest {
  private static final Outline FIRST =
      new Outline(Map.of("a", stored(DType.BF16, 0, 1000)), Set.of(), 300, 100);
  private static final Outline SECOND =
      new Outline(
          Map.of("a", stored(DType.BF16, 0, 1000), "b", stored(DType.F32, 2000, 10)),
          Set.of("a"),
          50,
          400);
  private static final MemoryNeed NEED = MemoryNeed.of(List.of(FIRST, SECOND), 7);

  @Test
  void countsEachWeightOnceInTheComputeType() {
    assertThat(NEED.weights()).isEqualTo(4 * 1000 + 4 * 10);
  }

  @Test
  void countsTheHungriestProgramOnly() {
    assertThat(NEED.working()).isEqualTo(50 + 2 * 400);
  }

  @Test
  void saysWhatIsNeededWhatThereIsAndWhatToDo() {
    MemoryNeed large = new MemoryNeed(15L << 30, 1L << 30, 3L << 30);
    assertThatThrownBy(() -> large.require(memory(OptionalLong.of(2L << 30), 4L << 30)))
        .isInstanceOf(InsufficientMemoryException.class)
        .hasMessageContainingAll("16,384 MiB", "15,360 MiB", "available are 2,048 MiB", "smaller");
    assertThatThrownBy(() -> large.require(memory(OptionalLong.of(64L << 30), 1L << 30)))
        .isInstanceOf(InsufficientMemoryException.class)
        .hasMessageContainingAll("3,072 MiB of Java heap", "available are 1,024 MiB", "-Xmx");
  }

  @Test
  void acceptsWhatJustFitsAndWhatNobodyCanMeasure() {
    long just = NEED.weights() + NEED.working();
    assertThatCode(() -> NEED.require(memory(OptionalLong.of(just), 7))).doesNotThrowAnyException();
    assertThatCode(() -> NEED.require(memory(OptionalLong.empty(), 7))).doesNotThrowAnyException();
    assertThatThrownBy(() -> NEED.require(memory(OptionalLong.of(just - 1), 7)))
        .isInstanceOf(InsufficientMemoryException.class);
  }

  private static StoredTensor stored(DType dtype, long offset, long count) {
    Path file = Path.of("model.safetensors");
    return new StoredTensor("t", dtype, List.of(count), file, offset, count * dtype.bytes());
  }

  private static MemoryProbe memory(OptionalLong physical, long heap) {
    return new MemoryProbe() {
      @Override
      public OptionalLong physical() {
        return physical;
      }

      @Override
      public long heap() {
        return heap;
      }
    };
  }
}
