package ai.kelix.tiny.recipe;

import ai.kelix.model.dit.DiffusionTransformer;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.dit.PositionArguments;
import ai.kelix.model.dit.StochasticDepth;
import ai.kelix.model.flow.NoiseLevels;
import ai.kelix.model.loss.FlowBatch;
import ai.kelix.model.loss.FlowMatchingLoss;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tokenizer.image.PreprocessorConfig;
import ai.kelix.tokenizer.image.Size;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How far a transformer's velocity is off (kelix-dit §10.1), with all that its configuration says
 * of training: condition dropout, stochastic depth and rotation.
 *
 * @param network that learns
 * @param latent rows and columns of a latent
 */
record DiffusionLoss(DiffusionTransformer network, Size latent) {

  private DitConfig config() {
    return network.config();
  }

  /**
   * What chance decides in a batch, for each picture.
   *
   * @param noise {@code [B, C, H, W]}
   * @param levels of noise, {@code [B]}
   * @param keeps 0 for pictures that learn without a condition, {@code [B]}
   * @param paths from {@link StochasticDepth}; empty if every branch counts
   */
  record Chance(
      HostTensor noise, HostTensor levels, HostTensor keeps, Optional<HostTensor> paths) {}

  Chance chance(int batch, RandomGenerator random) {
    HostTensor noise = noise(batch, random);
    float[] levels = new float[batch];
    for (int i = 0; i < batch; i++) {
      levels[i] = NoiseLevels.TRAINING.logitNormalLevel(random.nextGaussian());
    }
    float[] keeps = new float[batch];
    for (int i = 0; i < batch; i++) {
      keeps[i] = random.nextDouble() < config().classDropout() ? 0 : 1;
    }
    return new Chance(
        noise,
        HostTensor.of(levels, batch),
        HostTensor.of(keeps, batch),
        config().dropPath() > 0
            ? Optional.of(StochasticDepth.draw(config(), batch, random::nextDouble))
            : Optional.empty());
  }

  private HostTensor noise(int batch, RandomGenerator random) {
    HostTensor noise =
        HostTensor.allocate(
            DType.F32, batch, config().latentChannels(), latent.height(), latent.width());
    for (int i = 0; i < noise.count(); i++) {
      noise.data().putFloat(4 * i, (float) random.nextGaussian());
    }
    return noise;
  }

  /**
   * Computes the mean squared error of a batch.
   *
   * @param states the language model's states of each picture, {@code [B, rows, D]}
   * @param latents of the pictures, {@code [B, C, H, W]}
   */
  Tensor of(TensorScope scope, HostTensor states, HostTensor latents, Chance chance) {
    FlowBatch batch =
        new FlowBatch(
            scope.upload(latents),
            scope.upload(chance.noise),
            scope.upload(chance.levels),
            scope.upload(states),
            scope.upload(chance.keeps),
            null,
            places(states).map(scope::upload).orElse(null),
            chance.paths.map(scope::upload).orElse(null));
    return new FlowMatchingLoss(network).forward(batch).loss();
  }

  /** Training knows the grid that the condition's image has (kelix-dit §8). */
  Optional<HostTensor> places(HostTensor states) {
    if (!config().crossRope()) {
      return Optional.empty();
    }
    int rows = Math.toIntExact(states.sizes()[1]);
    int patches = TinyConfig.SIDE / PreprocessorConfig.DEFAULTS.patch();
    PositionArguments positions =
        PositionArguments.of(
            PositionArguments.Question.whenTraining(
                config(), latent, new Size(patches, patches), config().conditionRows(), rows));
    return Optional.of(positions.keys(config(), rows));
  }
}
