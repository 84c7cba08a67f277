package ai.kelix.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.InvalidModelException;
import ai.kelix.formats.config.ComponentKind;
import ai.kelix.formats.quantization.PackedFolder;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tensor.weights.CheckpointException;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorSource;
import ai.kelix.tensor.weights.WeightFormat;
import ai.kelix.tools.export.ExportCheck;
import ai.kelix.tools.export.ExportedComponent;
import ai.kelix.tools.export.ModelExport;
import ai.kelix.tools.export.StageError;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exported components compute what the originals do, as exactly as their format allows. */
class ExportTest {
  private static final Path FIXTURES = Path.of(System.getProperty("kelix.fixtures"));
  private static final Path LANGUAGE = FIXTURES.resolve("ar-micro-a");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "ar-micro-a,FP32",
    "ar-micro-a,FP16",
    "ar-micro-a,INT8",
    "ar-micro-a,INT4",
    "dit-micro-a,FP16",
    "dit-micro-a,INT8",
    "dit-micro-a,INT4",
    "dit-micro-b,FP32",
    "dit-micro-b,INT8",
    "dcae-micro-a,INT4"
  })
  void everyStageIsAsExactAsTheFormatAllows(String fixture, WeightFormat format) {
    export(FIXTURES.resolve(fixture), format);

    List<StageError> errors = check();

    assertThat(errors).isNotEmpty().allMatch(StageError::isExplained);
    boolean rounds = format != WeightFormat.FP32 && !fixture.startsWith("dcae");
    assertThat(errors.stream().anyMatch(e -> e.error() > 0)).isEqualTo(rounds);
  }

  /** The packed weights are found though the files of the original call them otherwise. */
  @Test
  void checkpointsOfTheOlderNamingAreExportedToo() throws IOException {
    Path older = Files.createDirectory(folder.resolve("older"));
    Files.copy(LANGUAGE.resolve("config.json"), older.resolve("config.json"));
    String weights = "model.safetensors";
    Files.copy(LANGUAGE.resolve("hf-names").resolve(weights), older.resolve(weights));

    assertThat(export(older, WeightFormat.INT8).packedBytes()).isPositive();

    assertThat(check()).isNotEmpty().allMatch(StageError::isExplained);
  }

  @Test
  void everyLimitHasItsReasonAndNoneIsOutOfReach() {
    export(LANGUAGE, WeightFormat.INT4);

    List<StageError> errors = check();

    assertThat(errors).extracting(StageError::reason).noneMatch(String::isBlank);
    assertThat(errors).extracting(StageError::measure).contains(StageError.Measure.values());
    assertThat(errors).extracting(StageError::limit).allMatch(limit -> limit <= 0.6);
  }

  @Test
  void fewerBitsErrMoreAndTakeLessSpace() {
    ExportedComponent int8 = export(LANGUAGE, WeightFormat.INT8);
    double error8 = worst(check());
    ExportedComponent int4 =
        new ModelExport(LANGUAGE, folder.resolve("int4"), WeightFormat.INT4, true)
            .write(GraphExport::write, (name, bytes) -> {})
            .get(0);

    assertThat(int4.packedBytes()).isLessThan(int8.packedBytes());
    try (Backend backend = backend()) {
      assertThat(worst(ExportCheck.run(int4.folder(), backend))).isGreaterThan(error8);
    }
  }

  private static double worst(List<StageError> errors) {
    return errors.stream().mapToDouble(StageError::error).max().orElseThrow();
  }

  @Test
  void weightsThatStayAreSharedAndSmallFilesCopied() throws IOException {
    Path exported = export(LANGUAGE, WeightFormat.INT4).folder();

    for (String name : List.of("model.safetensors", "config.json")) {
      boolean shared = Files.isSameFile(LANGUAGE.resolve(name), exported.resolve(name));
      assertThat(shared).isEqualTo(name.endsWith(".safetensors"));
    }
  }

  @Test
  void graphsAreSmallAndRunInPlainOnnxRuntime() throws Exception {
    ExportedComponent exported = export(LANGUAGE, WeightFormat.INT4);

    assertThat(exported.graphs()).contains("backbone.onnx", "encode_image.onnx");
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    for (String graph : exported.graphs()) {
      Path file = exported.folder().resolve(graph);
      assertThat(Files.size(file)).isLessThan(200_000);
      try (OrtSession session = environment.createSession(file.toString())) {
        assertThat(session.getNumOutputs()).isPositive();
      }
    }
  }

  @Test
  void copiesPassTheCheckOfForeignGraphs() {
    ExportedComponent exported =
        new ModelExport(LANGUAGE, folder.resolve("copies"), WeightFormat.INT4, false)
            .write(GraphExport::write, (name, bytes) -> {})
            .get(0);

    assertThat(exported.copied()).isTrue();
    for (String graph : exported.graphs()) {
      Path file = exported.folder().resolve(graph);
      assertThatCode(() -> ExternalDataCheck.check(file)).doesNotThrowAnyException();
    }
  }

  @Test
  void interruptedItGoesOnWhereItStopped() throws IOException {
    Path whole = export(LANGUAGE, WeightFormat.INT4).folder();
    Path halting = folder.resolve("halting");
    ModelExport first = new ModelExport(LANGUAGE, halting, WeightFormat.INT4, true);
    int[] written = new int[2];
    assertThatThrownBy(
            () ->
                first.write(
                    GraphExport::write,
                    (name, bytes) -> {
                      if (++written[0] == 5) {
                        throw new CancellationException("enough");
                      }
                    }))
        .isInstanceOf(CancellationException.class);
    assertThat(halting.resolve("export.json")).doesNotExist();

    new ModelExport(LANGUAGE, halting, WeightFormat.INT4, true)
        .write(GraphExport::write, (name, bytes) -> written[1]++);

    assertThat(halting.resolve("packed.safetensors"))
        .hasSameBinaryContentAs(whole.resolve("packed.safetensors"));
    assertThat(written[1]).isGreaterThan(written[0]);
    assertThat(halting.resolve("export.json")).exists();
    assertThat(halting).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void damagedWeightsAreFoundByTheComparison() throws IOException {
    Path exported = export(LANGUAGE, WeightFormat.INT8).folder();
    StoredTensor scales;
    try (TensorSource weights = PackedFolder.open(ComponentKind.LANGUAGE_MODEL, exported)) {
      scales =
          weights.names().stream()
              .filter(name -> name.startsWith("model.model.layers.0"))
              .flatMap(name -> weights.packed(name).stream())
              .flatMap(packed -> packed.scales().stream())
              .findFirst()
              .orElseThrow();
    }
    byte[] file = Files.readAllBytes(scales.file());
    Arrays.fill(file, (int) scales.offset(), (int) (scales.offset() + scales.length()), (byte) 0);
    Files.write(scales.file(), file);

    assertThat(check()).anyMatch(error -> !error.isExplained());
  }

  @Test
  void whatWasFinishedIsTakenAsItIs() {
    ExportedComponent first = export(LANGUAGE, WeightFormat.INT8);
    Path done = first.folder();
    ExportedComponent again =
        new ModelExport(LANGUAGE, done, WeightFormat.INT8, true)
            .write(
                (program, weights, folder) -> {
                  throw new AssertionError(program.name() + " is written again");
                },
                (name, bytes) -> {
                  throw new AssertionError(name + " is packed again");
                })
            .get(0);
    assertThat(again.graphs()).isEqualTo(first.graphs());
    assertThat(again.packedBytes()).isEqualTo(first.packedBytes());
  }

  @Test
  void refusesWhatItWouldSpoil() throws IOException {
    export(LANGUAGE, WeightFormat.INT8);
    assertThatThrownBy(() -> export(LANGUAGE, WeightFormat.INT4))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("holds an export already");
    assertThatThrownBy(
            () -> new ModelExport(LANGUAGE, LANGUAGE.resolve("below"), WeightFormat.INT4, true))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("choose another folder");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Files.copy(LANGUAGE.resolve("config.json"), empty.resolve("config.json"));
    assertThatThrownBy(() -> new ModelExport(empty, folder.resolve("x"), WeightFormat.INT4, true))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("kelix inspect");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  private ExportedComponent export(Path source, WeightFormat format) {
    return new ModelExport(source, folder.resolve("out"), format, true)
        .write(GraphExport::write, (name, bytes) -> {})
        .get(0);
  }

  private List<StageError> check() {
    try (Backend backend = backend()) {
      return ExportCheck.run(folder.resolve("out"), backend);
    }
  }

  private static Backend backend() {
    return new OnnxBackendProvider().open(new BackendOptions(Optional.empty(), 1));
  }
}
