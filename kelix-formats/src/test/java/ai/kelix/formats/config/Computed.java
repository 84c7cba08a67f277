package ai.kelix.formats.config;

import ai.kelix.model.dit.DiffusionPrograms;
import ai.kelix.model.dit.DiffusionTransformer;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.dit.PositionArguments;
import ai.kelix.model.dit.PositionArguments.Question;
import ai.kelix.model.dit.StochasticDepth;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.BackboneConfig;
import ai.kelix.model.llm.KelixLanguageModel;
import ai.kelix.model.llm.LanguageConfig;
import ai.kelix.model.llm.LanguagePrograms;
import ai.kelix.model.llm.TextConfig;
import ai.kelix.model.tok.KelixTokenizerModel;
import ai.kelix.model.tok.VisionConfig;
import ai.kelix.model.tok.VisionPrograms;
import ai.kelix.model.vae.Autoencoder;
import ai.kelix.model.vae.VaeConfig;
import ai.kelix.model.vae.VaePrograms;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Runner;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.weights.CheckpointException;
import ai.kelix.tensor.weights.TensorSource;
import ai.kelix.testkit.reference.ReferenceBackend;
import ai.kelix.tokenizer.image.Size;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;

/**
 * What networks make of a configuration on given weights: every stage that they name, in numbers;
 * or, where the weights do not fit it, the message that names the tensor.
 */
final class Computed {
  private static final int CELLS = 2;
  private static final int BLOCKS = 5;
  private static final int ROWS = 6;
  private static final Size LATENT = new Size(4, 6);

  /**
   * More cells along a side than the condition has rows and columns, so that these are stretched.
   */
  private static final int PIXELS = 280;

  private final Runner runner;
  private final TensorSource weights;
  private final Map<String, Object> results = new TreeMap<>();

  private Computed(ReferenceBackend backend, TensorSource weights) {
    this.runner = new Runner(backend);
    this.weights = weights;
  }

  private interface Work {
    void run(Computed on);
  }

  private static Object of(TensorSource weights, Work work) {
    try (ReferenceBackend backend = new ReferenceBackend()) {
      Computed computed = new Computed(backend, weights);
      work.run(computed);
      return computed.results;
    } catch (CheckpointException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Encodes an image and reads a few blocks. */
  static Object of(ArConfig config, TensorSource weights) {
    return of(
        weights,
        computed -> {
          computed.eyes(config);
          computed.language(config);
        });
  }

  /** Reads a few blocks. */
  static Object of(TextConfig config, TensorSource weights) {
    return of(weights, computed -> computed.language(config));
  }

  /** Predicts a velocity, as painting does. */
  static Object of(DitConfig config, TensorSource weights) {
    return of(weights, computed -> computed.velocity(config));
  }

  /** Encodes and decodes an image. */
  static Object of(VaeConfig config, TensorSource weights) {
    return of(
        weights,
        computed -> {
          long side = 2L * config.spatialFactor();
          HostTensor image = numbers(1, config.imageChannels(), side, side);
          VaePrograms programs =
              new VaePrograms(new Autoencoder(Parameters.of(weights), config), Precision.FLOAT32);
          Program encode = programs.encode();
          Dim[] sizes = {Dim.of(1), Dim.of(config.imageChannels()), Dim.of(side), Dim.of(side)};
          Program.Input fixed = Program.Input.of("image", DType.F32, sizes);
          computed.run(
              new Program(encode.name(), List.of(fixed), encode.body()), Map.of("image", image));
          HostTensor latent = numbers(1, config.latentChannels(), 2, 2);
          computed.run(programs.decode(), Map.of("latent", latent));
        });
  }

  private void eyes(ArConfig config) {
    VisionConfig vision = config.tokenizer().vision();
    long flat = (long) vision.channels() * vision.patchSize() * vision.patchSize();
    VisionPrograms programs =
        new VisionPrograms(
            new KelixTokenizerModel(Parameters.of(weights), config.tokenizer()), Precision.FLOAT32);
    Map<String, HostTensor> books = run(programs.codebook(), Map.of());
    run(
        programs.encode(config.backbone().vocabSize()),
        Map.of(
            "pixels",
            numbers(2 * CELLS, 2 * CELLS, flat),
            "codebook",
            Program.require(books, "codebook")));
  }

  private void language(LanguageConfig config) {
    BackboneConfig backbone = config.backbone();
    Map<String, HostTensor> inputs = new HashMap<>();
    int width = backbone.blockWidth();
    long[] blocks = new long[BLOCKS * width];
    for (int i = 0; i < blocks.length; i++) {
      // The second block is visual if there are visual ones, the others hold a word.
      boolean visual = i / width == 1 && i % width < width - 1;
      long word = i % width == 0 ? 11 + i / width : backbone.endOfBlockId();
      blocks[i] = visual ? backbone.firstId(i % width) + 3 : word;
    }
    inputs.put("blocks", HostTensor.of(blocks, 1, BLOCKS, width));
    inputs.put("length", HostTensor.of(new long[] {0}, 1));
    for (int i = 0; i < backbone.layers(); i++) {
      for (String cache : List.of("keys.", "values.")) {
        inputs.put(
            cache + i,
            HostTensor.allocate(
                DType.F32, 1, backbone.keyValueHeads(), BLOCKS, backbone.headDim()));
      }
    }
    LanguagePrograms programs =
        new LanguagePrograms(
            new KelixLanguageModel(Parameters.of(weights), config), Precision.FLOAT32);
    run(programs.backbone(), inputs);
    HostTensor hidden = numbers(1, 1, backbone.width());
    run(programs.decodeStrict(), Map.of("hidden", hidden));
  }

  private void velocity(DitConfig config) {
    Map<String, HostTensor> inputs = new HashMap<>();
    inputs.put("hidden", numbers(1, ROWS, config.conditionChannels()));
    if (config.crossRope()) {
      Question question = new Question(LATENT, 4, 4, ROWS, PIXELS, OptionalInt.of(ROWS), 1);
      inputs.put(DiffusionPrograms.PLACES, PositionArguments.of(question).keys(config, ROWS));
    }
    DiffusionPrograms programs =
        new DiffusionPrograms(
            new DiffusionTransformer(Parameters.of(weights), config), Precision.FLOAT32);
    Map<String, HostTensor> given = run(programs.condition(), inputs);
    Map<String, HostTensor> moving = new HashMap<>();
    for (int i = 0; i < config.blocks(); i++) {
      for (String memory : List.of("keys." + i, "values." + i)) {
        moving.put(memory, Program.require(given, memory));
      }
    }
    moving.put("latent", numbers(1, config.latentChannels(), LATENT.height(), LATENT.width()));
    moving.put("timestep", HostTensor.of(new float[] {417}, 1));
    run(programs.velocity(), moving);
    results.put("kept in training", StochasticDepth.draw(config, 1, () -> 0.5));
  }

  private Map<String, HostTensor> run(Program program, Map<String, HostTensor> inputs) {
    Map<String, HostTensor> outputs = runner.run(program, weights, inputs);
    outputs.forEach((name, tensor) -> results.put(program.name() + " " + name, tensor));
    return outputs;
  }

  private static HostTensor numbers(long... sizes) {
    int count = 1;
    for (long size : sizes) {
      count *= Math.toIntExact(size);
    }
    Random random = new Random(count);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return HostTensor.of(numbers, sizes);
  }
}
