package ai.kelix.engine.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.config.ArConfigReader;
import ai.kelix.formats.config.DitConfigReader;
import ai.kelix.formats.config.VaeConfigReader;
import ai.kelix.model.dit.DiffusionPrograms;
import ai.kelix.model.dit.DiffusionTransformer;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.KelixLanguageModel;
import ai.kelix.model.llm.LanguagePrograms;
import ai.kelix.model.tok.KelixTokenizerModel;
import ai.kelix.model.tok.VisionPrograms;
import ai.kelix.model.vae.Autoencoder;
import ai.kelix.model.vae.VaeConfig;
import ai.kelix.model.vae.VaePrograms;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.Outline;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.CheckpointException;
import ai.kelix.tensor.weights.MissingTensorException;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorShapeException;
import ai.kelix.tensor.weights.TensorSource;
import ai.kelix.tensor.weights.TensorTypeException;
import ai.kelix.testkit.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Weights that do not fit are refused when a program is compiled, by name, and leave no trace. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class WeightsConformance {
  private Backend backend;

  /** Opens the backend under test. */
  protected abstract Backend open();

  @BeforeAll
  void openOnce() {
    backend = open();
  }

  @AfterAll
  void close() {
    backend.close();
  }

  /** A program of a fixture with its weights. */
  record Subject(Program program, TensorSource weights) {
    @Override
    public String toString() {
      return program.name();
    }
  }

  static Stream<Subject> subjects() {
    return Stream.of(
            language("ar-micro-a"),
            diffusion("dit-micro-a"),
            diffusion("dit-micro-b"),
            autoencoder("dcae-micro-a"))
        .flatMap(Function.identity());
  }

  private static Stream<Subject> language(String fixture) {
    TensorSource weights = Checkpoint.openLanguageModel(Fixtures.path(fixture));
    ArConfig config = ArConfigReader.read(Fixtures.path(fixture).resolve("config.json"));
    KelixTokenizerModel eyes = new KelixTokenizerModel(Parameters.of(weights), config.tokenizer());
    KelixLanguageModel model = new KelixLanguageModel(Parameters.of(weights), config);
    LanguagePrograms language = new LanguagePrograms(model, Precision.FLOAT32);
    List<Program> programs =
        new ArrayList<>(
            new VisionPrograms(eyes, Precision.FLOAT32).all(config.backbone().vocabSize()));
    programs.addAll(language.greedy());
    programs.addAll(language.sampled());
    return on(weights, programs);
  }

  private static Stream<Subject> diffusion(String fixture) {
    TensorSource weights = Checkpoint.openDiffusionTransformer(Fixtures.path(fixture));
    DitConfig config = DitConfigReader.read(Fixtures.path(fixture).resolve("config.json"));
    DiffusionTransformer model = new DiffusionTransformer(Parameters.of(weights), config);
    return on(weights, new DiffusionPrograms(model, Precision.FLOAT32).all());
  }

  private static Stream<Subject> autoencoder(String fixture) {
    TensorSource weights = Checkpoint.openAsStored(Fixtures.path(fixture));
    VaeConfig config = VaeConfigReader.read(Fixtures.path(fixture).resolve("config.json"));
    Autoencoder model = new Autoencoder(Parameters.of(weights), config);
    return on(weights, new VaePrograms(model, Precision.FLOAT32).all());
  }

  private static Stream<Subject> on(TensorSource weights, List<Program> programs) {
    return programs.stream().map(program -> new Subject(program, weights));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void namesEachMissingTensor(Subject subject) {
    refusesEach(subject, MissingTensorException.class, tensor -> Optional.empty());
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void namesEachMisshapenTensor(Subject subject) {
    refusesEach(
        subject,
        TensorShapeException.class,
        tensor -> Optional.of(stored(tensor, tensor.dtype(), deeper(tensor.shape()))));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void namesEachTensorOfWholeNumbers(Subject subject) {
    refusesEach(
        subject,
        TensorTypeException.class,
        tensor -> Optional.of(stored(tensor, DType.I32, tensor.shape())));
  }

  @Test
  void worksOnAfterRefusal() {
    Subject sound = subjects().findFirst().orElseThrow();
    namesEachMissingTensor(sound);
    try (Executable codebook = backend.compile(sound.program(), sound.weights(), Set.of())) {
      Map<String, DeviceTensor> outputs = codebook.run(Map.of());
      assertThat(outputs).isNotEmpty();
      outputs.values().forEach(DeviceTensor::close);
    }
  }

  private void refusesEach(
      Subject subject,
      Class<? extends CheckpointException> refusal,
      Function<StoredTensor, Optional<StoredTensor>> change) {
    Set<String> asked = Outline.of(subject.program(), subject.weights()).weights().keySet();
    assertThat(asked).isNotEmpty();
    for (String name : asked) {
      TensorSource altered = new AlteredWeights(subject.weights(), name, change);
      assertThatThrownBy(() -> backend.compile(subject.program(), altered, Set.of()))
          .isInstanceOf(refusal)
          .hasMessageContaining("'" + name + "'");
    }
  }

  private static StoredTensor stored(StoredTensor tensor, DType dtype, List<Long> shape) {
    return new StoredTensor(
        tensor.name(), dtype, shape, tensor.file(), tensor.offset(), tensor.length());
  }

  private static List<Long> deeper(List<Long> shape) {
    List<Long> deeper = new ArrayList<>(shape);
    deeper.add(0, 1L);
    return deeper;
  }
}
