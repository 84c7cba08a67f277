package ai.kelix.tools.export;

import ai.kelix.formats.config.ArConfigReader;
import ai.kelix.formats.config.ComponentKind;
import ai.kelix.formats.config.DitConfigReader;
import ai.kelix.formats.config.TextConfigReader;
import ai.kelix.formats.config.VaeConfigReader;
import ai.kelix.model.dit.DiffusionPrograms;
import ai.kelix.model.dit.DiffusionTransformer;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.dit.PositionArguments;
import ai.kelix.model.llm.ArConfig;
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
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.TensorSource;
import ai.kelix.tokenizer.image.Size;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What the programs of one component are compared on: numbers that are the same every time. What
 * one program computes can be the input of the next. For one thread.
 */
final class CheckInputs {
  private static final int PATCHES = 8;
  private static final int LATENT = 8;
  private static final int CONDITION_ROWS = 20;
  private static final float TIMESTEP = 500;

  private final List<Program> programs;
  private final Map<String, HostTensor> known = new HashMap<>();
  private final Random random = new Random(20_240_817);
  private List<Choices.Choice> choices = List.of();

  private CheckInputs(List<Program> programs) {
    this.programs = programs;
  }

  static CheckInputs of(ComponentKind kind, Path folder, TensorSource weights) {
    Path config = folder.resolve("config.json");
    Parameters parameters = Parameters.of(weights);
    return switch (kind) {
      case LANGUAGE_MODEL -> language(ArConfigReader.read(config), folder, parameters);
      case TEXT_MODEL -> text(TextConfigReader.read(config), folder, parameters);
      case DIFFUSION_TRANSFORMER -> diffusion(DitConfigReader.read(config), parameters);
      case AUTOENCODER -> autoencoder(VaeConfigReader.read(config), parameters);
    };
  }

  private static CheckInputs language(ArConfig config, Path folder, Parameters p) {
    VisionPrograms eyes =
        new VisionPrograms(new KelixTokenizerModel(p, config.tokenizer()), Precision.FLOAT32);
    CheckInputs inputs =
        new CheckInputs(
            List.of(
                eyes.codebook(),
                eyes.encode(config.backbone().vocabSize()),
                language(config, p).teacherForced()));
    VisionConfig vision = config.tokenizer().vision();
    long flat = (long) vision.channels() * vision.patchSize() * vision.patchSize();
    inputs.known.put("pixels", waves(flat));
    inputs.read(config, folder);
    return inputs;
  }

  private static CheckInputs text(TextConfig config, Path folder, Parameters p) {
    CheckInputs inputs = new CheckInputs(List.of(language(config, p).teacherForced()));
    inputs.read(config, folder);
    return inputs;
  }

  private static LanguagePrograms language(LanguageConfig config, Parameters p) {
    return new LanguagePrograms(new KelixLanguageModel(p, config), Precision.FLOAT32);
  }

  private void read(LanguageConfig config, Path folder) {
    HostTensor blocks = new CheckText(config.backbone(), folder).blocks();
    known.put("blocks", blocks);
    choices = Choices.along(config.backbone().layout(), blocks.longs());
  }

  /** Smooth as photographs are, and in their range, −1 … 1. */
  private static HostTensor waves(long flat) {
    HostTensor pixels = HostTensor.allocate(DType.F32, PATCHES, PATCHES, flat);
    FloatBuffer values = pixels.data().asFloatBuffer();
    for (int row = 0; row < PATCHES; row++) {
      for (int column = 0; column < PATCHES; column++) {
        for (int i = 0; i < flat; i++) {
          values.put((float) Math.sin(0.7 * row + 1.1 * column + 0.02 * i));
        }
      }
    }
    return pixels;
  }

  private static CheckInputs diffusion(DitConfig config, Parameters p) {
    DiffusionPrograms programs =
        new DiffusionPrograms(new DiffusionTransformer(p, config), Precision.FLOAT32);
    CheckInputs inputs = new CheckInputs(List.of(programs.condition(), programs.velocity()));
    inputs.known.put("hidden", inputs.normal(1, CONDITION_ROWS, config.conditionChannels()));
    inputs.known.put("latent", inputs.normal(1, config.latentChannels(), LATENT, LATENT));
    inputs.known.put("timestep", HostTensor.of(new float[] {TIMESTEP}, 1));
    Size latent = new Size(LATENT, LATENT);
    PositionArguments positions =
        PositionArguments.of(
            PositionArguments.Question.whenPainting(
                config, latent, CONDITION_ROWS, CONDITION_ROWS));
    inputs.known.put(DiffusionPrograms.PLACES, positions.keys(config, CONDITION_ROWS));
    return inputs;
  }

  private static CheckInputs autoencoder(VaeConfig config, Parameters p) {
    VaePrograms programs = new VaePrograms(new Autoencoder(p, config), Precision.FLOAT32);
    CheckInputs inputs = new CheckInputs(List.of(programs.decode()));
    inputs.known.put("latent", inputs.normal(1, config.latentChannels(), LATENT, LATENT));
    return inputs;
  }

  private HostTensor normal(long... sizes) {
    HostTensor tensor = HostTensor.allocate(DType.F32, sizes);
    FloatBuffer values = tensor.data().asFloatBuffer();
    while (values.hasRemaining()) {
      values.put((float) random.nextGaussian());
    }
    return tensor;
  }

  /** Returns what is to be compared, in order. */
  List<Program> programs() {
    return programs;
  }

  /** Returns the inputs of a program. */
  Map<String, HostTensor> of(Program program) {
    Map<String, HostTensor> inputs = new HashMap<>();
    program.inputs().forEach(i -> inputs.put(i.name(), Program.require(known, i.name())));
    return inputs;
  }

  /** Returns what a decoder chooses along the text that is read, if the component reads one. */
  List<Choices.Choice> choices() {
    return choices;
  }

  /** Keeps the outputs of a program, if they are small, for the next ones. */
  void remember(Map<String, HostTensor> outputs) {
    programs.stream()
        .flatMap(program -> program.inputs().stream())
        .filter(input -> outputs.containsKey(input.name()))
        .forEach(input -> known.put(input.name(), Program.require(outputs, input.name())));
  }
}
