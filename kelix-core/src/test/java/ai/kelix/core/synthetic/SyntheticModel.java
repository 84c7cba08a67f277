package ai.kelix.core.synthetic;

import ai.kelix.core.checkpoint.TensorPlan;
import ai.kelix.core.config.ArConfig;
import ai.kelix.core.inspect.ComponentInspection;
import ai.kelix.core.inspect.Inspection;
import ai.kelix.core.tensor.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
    long words = ArConfig.read(folder.resolve("config.json")).backbone().vocabSize();
    return language(config, new SmallNumbers(HEAD, words));
  }

  private SyntheticModel language(String config, SyntheticWeights.Numbers numbers)
      throws IOException {
    Path file = folder.resolve("config.json");
    Files.writeString(file, config);
    SyntheticTokenizer.write(folder.resolve("tokenizer.json"), ArConfig.read(file).backbone());
    weights(folder, numbers);
    return this;
  }

  /** Adds an image decoder of zeros. */
  public SyntheticModel painting(String dit, String vae) throws IOException {
    zeros("dit", dit);
    zeros("vae", vae);
    return this;
  }

  private void zeros(String name, String config) throws IOException {
    Path below = Files.createDirectory(folder.resolve(name));
    Files.writeString(below.resolve("config.json"), config);
    weights(below, SyntheticWeights.Numbers.ZEROS);
  }

  private void weights(Path below, SyntheticWeights.Numbers numbers) throws IOException {
    ComponentInspection demanded = Inspection.of(below).get(0);
    List<TensorPlan> plans = new ArrayList<>();
    demanded
        .tensors()
        .forEach(line -> plans.add(new TensorPlan(line.name(), DType.BF16, line.shape())));
    new SyntheticWeights(below, numbers).write(plans, shardBytes);
  }

  /** Returns the folder. */
  public Path folder() {
    return folder;
  }
}
