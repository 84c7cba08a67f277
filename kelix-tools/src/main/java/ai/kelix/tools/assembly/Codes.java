package ai.kelix.tools.assembly;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.model.tok.KelixTokenizerModel;
import ai.kelix.model.tok.TokenizerConfig;
import ai.kelix.model.tok.VisionPrograms;
import ai.kelix.tensor.Declarations;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.WeightUse;
import ai.kelix.tokenizer.image.PreprocessorConfig;
import ai.kelix.tools.codebook.FeatureCodebook;
import ai.kelix.tools.codebook.KMeans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The codebooks.
 *
 * @param quantizers weights of all quantisers but their norms of features, by name
 * @param effective what the network makes of them, {@code [N, K, d]}
 */
record Codes(Map<String, HostTensor> quantizers, HostTensor effective) {
  private static final int ROUNDS = 12;

  /** Copies the map. */
  Codes {
    quantizers = Map.copyOf(quantizers);
  }

  /**
   * Learns the codes of a model: K-means in each subspace of its own features.
   *
   * @param scratch folder for weights that the programs read, removed by the caller
   */
  static Codes learn(
      NewModel model,
      ImageFolder images,
      PreprocessorConfig preprocessor,
      long seed,
      Path scratch,
      Backend backend,
      AssemblyProgress progress) {
    TokenizerConfig config = model.config().tokenizer();
    Map<String, HostTensor> none =
        quantizers(config, new float[config.codebooks()][config.subspaceDim()]);
    Declarations declarations = new Declarations();
    KelixTokenizerModel network = new KelixTokenizerModel(Parameters.of(declarations), config);
    VisionPrograms programs = new VisionPrograms(network, Precision.FLOAT32);
    Program reading = programs.features();
    Map<String, Parameter> parameters = declarations.parameters();
    Checkpoint eyes =
        written(model.eyes(read(reading, parameters), none), scratch.resolve("eyes"), progress);
    float[][] features;
    try (FeatureReader reader = new FeatureReader(backend, reading, eyes, config, preprocessor)) {
      features = reader.read(images, progress);
    }
    Map<String, HostTensor> learned = quantizers(config, centres(config, features, seed, progress));
    Program coding = programs.codebook();
    Checkpoint weights =
        written(model.eyes(read(coding, parameters), learned), scratch.resolve("codes"), progress);
    return new Codes(learned, effective(coding, weights, backend));
  }

  /** Returns the parameters that a program reads. */
  private static List<Parameter> read(Program program, Map<String, Parameter> parameters) {
    return WeightUse.of(program).weights().keySet().stream()
        .map(name -> Program.require(parameters, name))
        .toList();
  }

  private static Checkpoint written(WeightList weights, Path folder, AssemblyProgress progress) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folder " + folder, e);
    }
    weights.write(folder, "vision tower", progress);
    return Checkpoint.openAsStored(folder);
  }

  private static float[][] centres(
      TokenizerConfig config, float[][] features, long seed, AssemblyProgress progress) {
    float[][] centres = new float[features.length][];
    long total = (long) ROUNDS * features.length;
    for (int i = 0; i < features.length; i++) {
      long before = (long) ROUNDS * i;
      progress.at("codebooks", before, total);
      centres[i] =
          new KMeans(config.codebookSize(), ROUNDS, seed + i)
              .centres(
                  features[i],
                  config.subspaceDim(),
                  round -> progress.at("codebooks", before + round, total));
    }
    return centres;
  }

  /** The new features' norms scale by 1 and shift by 0. */
  private static Map<String, HostTensor> quantizers(TokenizerConfig config, float[][] centres) {
    float[] scale = new float[config.subspaceDim()];
    Arrays.fill(scale, 1);
    float[] shift = new float[scale.length];
    Map<String, HostTensor> all = new LinkedHashMap<>();
    for (int i = 0; i < centres.length; i++) {
      all.putAll(FeatureCodebook.weights(config, i, centres[i], scale, shift));
    }
    return all;
  }

  private static HostTensor effective(Program program, Checkpoint weights, Backend backend) {
    try (Executable codebook = backend.compile(program, weights, Set.of());
        DeviceTensor codes = Program.require(codebook.run(Map.of()), "codebook")) {
      return codes.toHost();
    }
  }
}
