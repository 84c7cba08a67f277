package ai.kelix.engine.synthetic;

import ai.kelix.formats.checkpoint.TensorPlan;
import ai.kelix.formats.config.ArConfigReader;
import ai.kelix.formats.config.DitConfigReader;
import ai.kelix.formats.config.VaeConfigReader;
import ai.kelix.model.dit.DiffusionTransformer;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.KelixLanguageModel;
import ai.kelix.model.tok.KelixTokenizerModel;
import ai.kelix.model.vae.Autoencoder;
import ai.kelix.model.vae.VaeConfig;
import ai.kelix.tensor.Declarations;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.type.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Makes model folders from configurations alone: every tensor that the networks demand, in
 * bfloat16, in shards with an index, and a tokenizer of the size that the configuration names.
 */
public final class SyntheticModel {
  private static final String HEAD = "model.model.output.weight";

  private final Path folder;
  private final long shardBytes;

  /**
   * Makes a maker.
   *
   * @param folder exists and is empty
   * @param shardBytes the most bytes of a file, unless a tensor alone is larger
   */
  public SyntheticModel(Path folder, long shardBytes) {
    this.folder = folder;
    this.shardBytes = shardBytes;
  }

  /** Writes a language model whose weights are holes that read as zeros and take no disk. */
  public SyntheticModel zeros(String config) throws IOException {
    return language(config, SyntheticWeights.Numbers.ZEROS);
  }

  /** Writes a language model of small numbers, which chooses words and visual codes alike. */
  public SyntheticModel numbers(String config) throws IOException {
    Files.writeString(folder.resolve("config.json"), config);
    long words = ArConfigReader.read(folder.resolve("config.json")).backbone().vocabSize();
    return language(config, new SmallNumbers(HEAD, words));
  }

  private SyntheticModel language(String config, SyntheticWeights.Numbers numbers)
      throws IOException {
    Path file = folder.resolve("config.json");
    Files.writeString(file, config);
    ArConfig read = ArConfigReader.read(file);
    SyntheticTokenizer.write(folder.resolve("tokenizer.json"), read.backbone());
    Map<String, Parameter> demanded =
        Declarations.of(
            p -> {
              new KelixTokenizerModel(p, read.tokenizer());
              new KelixLanguageModel(p, read);
            });
    weights(folder, demanded, numbers);
    return this;
  }

  /** Adds an image decoder of zeros. */
  public SyntheticModel painting(String dit, String vae) throws IOException {
    Path transformer = below("dit", dit);
    DitConfig read = DitConfigReader.read(transformer.resolve("config.json"));
    zeros(transformer, Declarations.of(p -> new DiffusionTransformer(p, read)));
    Path autoencoder = below("vae", vae);
    VaeConfig compression = VaeConfigReader.read(autoencoder.resolve("config.json"));
    zeros(autoencoder, Declarations.of(p -> new Autoencoder(p, compression)));
    return this;
  }

  private Path below(String name, String config) throws IOException {
    Path below = Files.createDirectory(folder.resolve(name));
    Files.writeString(below.resolve("config.json"), config);
    return below;
  }

  private void zeros(Path below, Map<String, Parameter> demanded) throws IOException {
    weights(below, demanded, SyntheticWeights.Numbers.ZEROS);
  }

  private void weights(
      Path below, Map<String, Parameter> demanded, SyntheticWeights.Numbers numbers)
      throws IOException {
    List<TensorPlan> plans = new ArrayList<>();
    demanded.forEach(
        (name, parameter) -> plans.add(new TensorPlan(name, DType.BF16, shape(parameter))));
    new SyntheticWeights(below, numbers).write(plans, shardBytes);
  }

  private static List<Long> shape(Parameter parameter) {
    return Arrays.stream(parameter.sizes()).boxed().toList();
  }

  /** Returns the folder. */
  public Path folder() {
    return folder;
  }
}
