package ai.kelix.tiny.recipe;

/** The stages of kelix-tiny's recipe, in order. */
public enum TinyStage {
  /** The autoencoder, on drawn pictures and doodles. */
  VAE(1, 2500, 16, 1.5e-3),
  /** The eyes alone, on what each cell shows. */
  EYES(6, 8000, 48, 1.5e-3),
  /** Eyes and language together, on continuous features. */
  FEATURES(2, 18_000, 24, 1.5e-3),
  /** The same on codes from K-means, gradients passed straight through. */
  QUANTISED(3, 2000, 24, 5e-4),
  /** Language on codes: answering and drawing. */
  LANGUAGE(4, 15_000, 24, 2e-3),
  /** The diffusion transformer, on the language model's hidden states. */
  DIFFUSION(5, 12_000, 32, 1e-3);

  private final long seed;
  private final long steps;
  private final int batch;
  private final double learningRate;

  TinyStage(long seed, long steps, int batch, double learningRate) {
    this.seed = seed;
    this.steps = steps;
    this.batch = batch;
    this.learningRate = learningRate;
  }

  /** Returns the file of a model folder that holds what this stage trains. */
  String file() {
    return switch (this) {
      case VAE -> TinyExport.VAE;
      case DIFFUSION -> TinyExport.DIT;
      case EYES, FEATURES, QUANTISED, LANGUAGE -> TinyExport.LANGUAGE;
    };
  }

  /** Returns the seed of initial weights. */
  long seed() {
    return seed;
  }

  /** Returns the number of steps of the full recipe. */
  public long steps() {
    return steps;
  }

  /** Returns the number of samples in a step. */
  int batch() {
    return batch;
  }

  /** Returns whether matrix products compute in bfloat16; the autoencoder has hardly any. */
  boolean reducedPrecision() {
    return this != VAE;
  }

  /** Returns the highest learning rate. */
  double learningRate() {
    return learningRate;
  }
}
