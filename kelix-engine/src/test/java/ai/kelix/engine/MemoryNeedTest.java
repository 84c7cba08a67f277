package ai.kelix.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.InsufficientMemoryException;
import ai.kelix.engine.synthetic.PretendedMemory;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.Outline;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.PackedWeight;
import ai.kelix.tensor.weights.RowRange;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.WeightFormat;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryNeedTest {
  private static final Outline FIRST =
      outline(Map.of("a", stored(DType.BF16, 0, 10, 128)), Set.of(), 300, 100);
  private static final Outline SECOND =
      outline(
          Map.of("a", stored(DType.BF16, 0, 10, 128), "b", stored(DType.F32, 5000, 10, 4)),
          Set.of("a", "b"),
          50,
          400);
  private static final MemoryNeed NEED =
      MemoryNeed.of(List.of(FIRST, SECOND), 7, true, Precision.FLOAT32);

  @Test
  void countsEachWeightOnceInTheComputeType() {
    assertThat(NEED.weights()).isEqualTo(4 * 1280 + 4 * 40);
  }

  @Test
  void countsMatricesAsStoredWhereTheBackendReadsThemSo() {
    assertThat(MemoryNeed.of(List.of(FIRST, SECOND), 7, false, Precision.FLOAT32).weights())
        .isEqualTo(2 * 1280 + 4 * 40);
  }

  @Test
  void countsNothingForTablesThatRowsAreLookedUpIn() {
    Outline looked =
        new Outline(
            Map.of("a", stored(DType.BF16, 0, 10, 128)),
            Set.of(),
            Set.of("a"),
            Map.of(),
            Map.of(),
            0,
            0);
    assertThat(MemoryNeed.of(List.of(looked), 0, true, Precision.FLOAT32).weights()).isZero();
  }

  @Test
  void countsOfMappedWeightsThoseOfTheLargestFolder() {
    Outline language = mapped("language", 10);
    Outline transformer = mapped("dit", 30);
    Outline autoencoder = mapped("vae", 20);
    assertThat(
            MemoryNeed.of(List.of(language, transformer, autoencoder), 0, false, Precision.FLOAT32)
                .weights())
        .isEqualTo(2 * 30 * 128);
  }

  private static Outline mapped(String folder, long rows) {
    StoredTensor tensor =
        new StoredTensor(
            "a", DType.BF16, List.of(rows, 128L), Path.of(folder, "w"), 0, 2 * rows * 128);
    return outline(Map.of("a", tensor), Set.of("a"), 0, 0);
  }

  @Test
  void doesNotCountMatricesThatNothingMultipliesBy() {
    assertThat(MemoryNeed.of(List.of(FIRST), 0, true, Precision.FLOAT32).weights()).isZero();
  }

  @Test
  void countsOnlyTheRowsThatAreUsed() {
    Map<String, Set<RowRange>> parts = Map.of("a", Set.of(new RowRange(2, 3)));
    Outline part =
        new Outline(
            Map.of("a", stored(DType.BF16, 0, 10, 128)), Set.of(), Set.of(), parts, Map.of(), 0, 0);
    assertThat(MemoryNeed.of(List.of(part), 0, true, Precision.FLOAT32).weights())
        .isEqualTo(4 * 3 * 128);
    assertThat(MemoryNeed.of(List.of(part), 0, true, Precision.BFLOAT16).weights())
        .as("in bfloat16 numbers take half as much")
        .isEqualTo(2 * 3 * 128);
  }

  @Test
  void countsPackedWeightsAsTheyArePacked() {
    StoredTensor wide = stored(DType.BF16, 0, 10, 128);
    PackedWeight int8 =
        new PackedWeight(WeightFormat.INT8, stored(DType.U8, 9000, 10, 128), Optional.empty());
    Outline packed =
        new Outline(Map.of("a", wide), Set.of("a"), Set.of(), Map.of(), Map.of("a", int8), 0, 0);
    assertThat(MemoryNeed.of(List.of(packed), 0, true, Precision.FLOAT32).weights())
        .isEqualTo(1280 + 4 * 1280 / 32);
  }

  @Test
  void namesThePrecisionThatFits() {
    MemoryNeed large = new MemoryNeed(15L << 30, 1L << 30, 0, packed(5L << 30, 2L << 30));
    assertThatThrownBy(() -> large.require(memory(OptionalLong.of(7L << 30), 0)))
        .hasMessageContainingAll("int8", "6,144 MiB", "kelix export --precision int8");
    assertThatThrownBy(() -> large.require(memory(OptionalLong.of(4L << 30), 0)))
        .hasMessageContainingAll("int4", "3,072 MiB", "kelix export --precision int4");
  }

  private static Map<WeightFormat, Long> packed(long int8, long int4) {
    Map<WeightFormat, Long> packed = new LinkedHashMap<>();
    packed.put(WeightFormat.INT8, int8);
    packed.put(WeightFormat.INT4, int4);
    return packed;
  }

  @Test
  void countsTheHungriestProgramOnly() {
    assertThat(NEED.working()).isEqualTo(50 + 400);
  }

  @Test
  void saysWhatIsNeededWhatThereIsAndWhatToDo() {
    MemoryNeed large = new MemoryNeed(15L << 30, 1L << 30, 3L << 30, Map.of());
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

  private static Outline outline(
      Map<String, StoredTensor> weights, Set<String> linear, long inputs, long working) {
    return new Outline(weights, linear, Set.of(), Map.of(), Map.of(), inputs, working);
  }

  private static StoredTensor stored(DType dtype, long offset, long rows, long columns) {
    Path file = Path.of("model.safetensors");
    long bytes = rows * columns * dtype.bytes();
    return new StoredTensor("t", dtype, List.of(rows, columns), file, offset, bytes);
  }

  private static MemoryProbe memory(OptionalLong physical, long heap) {
    return new PretendedMemory(physical, heap);
  }
}
