package ai.kelix.tiny.recipe;

import ai.kelix.model.dit.Connector;
import ai.kelix.model.dit.DiffusionTransformer;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.dit.FlowMatching;
import ai.kelix.model.dit.PositionArguments;
import ai.kelix.model.dit.StochasticDepth;
import ai.kelix.model.flow.NoiseLevels;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tokenizer.image.PreprocessorConfig;
import ai.kelix.tokenizer.image.Size;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How far a transformer's velocity is off (kelix-dit §10.1), with all that its configuration says
 * of training: condition dropout, stochastic depth and rotation.
 *
 * @param config of the transformer
 * @param parameters that learn
 * @param latent rows and columns of a latent
 */
record DiffusionLoss(DitConfig config, Parameters parameters, Size latent) {

  /**
   * What chance decides in a batch, for each picture.
   *
   * @param noise {@code [B, C, H, W]}
   * @param levels of noise, {@code [B, 1, 1, 1]}
   * @param keeps 0 for pictures that learn without a condition, {@code [B, 1, 1]}
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
      keeps[i] = random.nextDouble() < config.classDropout() ? 0 : 1;
    }
    return new Chance(
        noise,
        HostTensor.of(levels, batch, 1, 1, 1),
        HostTensor.of(keeps, batch, 1, 1),
        config.dropPath() > 0
            ? Optional.of(StochasticDepth.draw(config, batch, random::nextDouble))
            : Optional.empty());
  }

  private HostTensor noise(int batch, RandomGenerator random) {
    HostTensor noise =
        HostTensor.allocate(
            DType.F32, batch, config.latentChannels(), latent.height(), latent.width());
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
    Tensor clean = scope.upload(latents);
    Tensor noise = scope.upload(chance.noise);
    Tensor sigma = scope.upload(chance.levels);
    Tensor noisy = FlowMatching.noisy(clean, noise, sigma);
    Tensor timestep = sigma.times(1000).reshape(Dim.of(states.sizes()[0]));
    DiffusionTransformer network = new DiffusionTransformer(parameters, config);
    Tensor caption = dropped(connected(scope.upload(states)), scope.upload(chance.keeps));
    DiffusionTransformer.Condition condition =
        network.prepare(caption, places(states).map(scope::upload).orElse(null));
    Tensor paths = chance.paths.map(scope::upload).orElse(null);
    Tensor velocity = network.velocity(noisy, timestep, condition, null, paths);
    return FlowMatching.loss(velocity, clean, noise);
  }

  private Tensor connected(Tensor states) {
    return config.hasConnector()
        ? new Connector(parameters.at("diffusion_connector"), config).forward(states)
        : states;
  }

  /** Replaces some conditions by the null condition, behind the connector (kelix-dit §10.3). */
  private Tensor dropped(Tensor caption, Tensor keep) {
    Tensor table =
        parameters.get("y_embedder.y_embedding", config.conditionRows(), config.captionChannels());
    return FlowMatching.dropped(caption, table, keep);
  }

  /** Training knows the grid that the condition's image has (kelix-dit §8). */
  Optional<HostTensor> places(HostTensor states) {
    if (!config.crossRope()) {
      return Optional.empty();
    }
    int rows = Math.toIntExact(states.sizes()[1]);
    int patches = TinyConfig.SIDE / PreprocessorConfig.DEFAULTS.patch();
    PositionArguments positions =
        PositionArguments.of(
            PositionArguments.Question.whenTraining(
                config, latent, new Size(patches, patches), config.conditionRows(), rows));
    return Optional.of(positions.keys(config, rows));
  }
}
