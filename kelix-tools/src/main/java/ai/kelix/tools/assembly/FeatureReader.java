package ai.kelix.tools.assembly;

import ai.kelix.Image;
import ai.kelix.engine.PatchTensor;
import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.model.tok.TokenizerConfig;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.Program;
import ai.kelix.tokenizer.image.Patches;
import ai.kelix.tokenizer.image.PreprocessorConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Runs the new eyes over images and keeps the normed features of their cells. */
final class FeatureReader implements AutoCloseable {
  private final Backend backend;
  private final Executable eyes;
  private final TokenizerConfig config;
  private final PreprocessorConfig preprocessor;

  FeatureReader(
      Backend backend,
      Program features,
      Checkpoint weights,
      TokenizerConfig config,
      PreprocessorConfig preprocessor) {
    this.backend = backend;
    this.eyes = backend.compile(features, weights, Set.of());
    this.config = config;
    this.preprocessor = preprocessor;
  }

  /** Returns for each subspace {@code cells × d} numbers. */
  float[][] read(ImageFolder images, AssemblyProgress progress) {
    int d = config.subspaceDim();
    float[][] all = new float[config.codebooks()][images.cells() * d];
    int at = 0;
    for (int i = 0; i < images.images().size(); i++) {
      float[] z = features(images.images().get(i));
      int cells = z.length / all.length / d;
      int kept = Math.min(cells, images.cells() - at);
      for (int n = 0; n < all.length; n++) {
        System.arraycopy(z, n * cells * d, all[n], at * d, kept * d);
      }
      at += kept;
      progress.at("features", i + 1L, images.images().size());
    }
    return all;
  }

  private float[] features(Path file) {
    Patches patches = Patches.of(Image.read(file), preprocessor);
    try (DeviceTensor uploaded = backend.upload(PatchTensor.of(patches))) {
      Map<String, DeviceTensor> outputs = eyes.run(Map.of("pixels", uploaded));
      try (DeviceTensor z = Program.require(outputs, "z")) {
        return z.toHost().floats();
      }
    }
  }

  @Override
  public void close() {
    eyes.close();
  }
}
