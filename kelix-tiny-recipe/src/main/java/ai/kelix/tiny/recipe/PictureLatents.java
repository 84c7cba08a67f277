package ai.kelix.tiny.recipe;

import ai.kelix.model.vae.Autoencoder;
import ai.kelix.model.vae.VaeConfig;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.GradientBackend;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.gradient.Variables;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tiny.world.scene.PictureRenderer;
import java.util.List;

/**
 * Latents of training pictures by a trained autoencoder, scaled to unit variance.
 *
 * @param backend on which it computes
 * @param variables of the autoencoder; they do not learn
 * @param network the autoencoder
 * @param scalingFactor what latents are multiplied by
 */
record PictureLatents(
    GradientBackend backend, Variables variables, Autoencoder network, double scalingFactor) {

  /** Measures the scaling factor on some lessons. */
  static PictureLatents measured(
      GradientBackend backend, Variables variables, VaeConfig config, List<Lesson> lessons) {
    Autoencoder network = new Autoencoder(Parameters.of(variables), config);
    try (TensorScope scope = backend.scope(variables)) {
      Tensor latents =
          new PictureLatents(backend, variables, network, 1).of(scope, pixels(lessons));
      double square = scope.number(LossMath.mean(latents.square()));
      double mean = scope.number(LossMath.mean(latents));
      double factor = 1 / Math.sqrt(square - mean * mean);
      // Five digits are what the configuration file will hold.
      return new PictureLatents(backend, variables, network, Math.round(factor * 1e5) / 1e5);
    }
  }

  /** Draws the lessons' pictures, {@code [B, 3, 112, 112]} in [−1, 1]. */
  static HostTensor pixels(List<Lesson> lessons) {
    PictureSource pictures =
        PictureSource.of(
            TinyConfig.SIDE, index -> PictureRenderer.packed(lessons.get((int) index).picture()));
    return pictures.batch(0, lessons.size());
  }

  /** Returns the configuration of the autoencoder. */
  VaeConfig config() {
    return network.config();
  }

  /** Returns the latents {@code [B, C, 7, 7]} of pictures. */
  HostTensor of(HostTensor pixels) {
    try (TensorScope scope = backend.scope(variables);
        TensorScope.Quiet full = scope.withReducedPrecision(false)) {
      return scope.download(of(scope, pixels));
    }
  }

  private Tensor of(TensorScope scope, HostTensor pixels) {
    try (TensorScope.Quiet quiet = scope.withoutGradients()) {
      return network.encoded(scope.upload(pixels)).times(scalingFactor);
    }
  }
}
