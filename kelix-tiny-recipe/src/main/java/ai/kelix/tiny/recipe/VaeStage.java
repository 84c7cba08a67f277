package ai.kelix.tiny.recipe;

import ai.kelix.model.vae.Autoencoder;
import ai.kelix.model.vae.VaeConfig;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.training.run.TrainingStage;
import java.util.Map;

/**
 * Teaches the autoencoder to reproduce pictures: mean absolute plus squared error, and a pull of
 * the latents towards zero that keeps their scale.
 */
final class VaeStage implements TrainingStage {
  private static final double LATENT_PULL = 1e-3;

  private final Autoencoder network;
  private final PictureSource pictures;
  private final int batch;

  VaeStage(VaeConfig config, Parameters parameters, PictureSource pictures, int batch) {
    this.network = new Autoencoder(parameters, config);
    this.pictures = pictures;
    this.batch = batch;
  }

  @Override
  public Batch prepare(long number) {
    HostTensor pixels = pictures.batch(number * batch, batch);
    return scope -> losses(scope, pixels);
  }

  private Losses losses(TensorScope scope, HostTensor pixels) {
    Tensor image = scope.upload(pixels);
    Tensor latent = network.encoded(image);
    Tensor copy = network.decoded(latent);
    Tensor difference = copy.minus(image);
    Tensor absolute = LossMath.mean(difference.abs());
    Tensor squared = LossMath.mean(difference.square());
    Tensor pull = LossMath.mean(latent.square());
    Tensor total = absolute.plus(squared.times(2)).plus(pull.times(LATENT_PULL));
    return new Losses(total, Map.of("absolute", absolute, "squared", squared, "latent", pull));
  }
}
