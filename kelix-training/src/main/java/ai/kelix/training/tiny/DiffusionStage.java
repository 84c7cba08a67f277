package ai.kelix.training.tiny;

import ai.kelix.core.config.DitConfig;
import ai.kelix.core.flow.NoiseLevels;
import ai.kelix.core.gradient.TensorScope;
import ai.kelix.core.network.dit.Connector;
import ai.kelix.core.network.dit.DiffusionTransformer;
import ai.kelix.core.network.dit.FlowMatching;
import ai.kelix.core.program.HostTensor;
import ai.kelix.core.tensor.DType;
import ai.kelix.core.tensor.Dim;
import ai.kelix.core.tensor.Parameters;
import ai.kelix.core.tensor.Tensor;
import ai.kelix.training.run.TrainingStage;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.LongStream;

/**
 * Flow matching (kelix-dit §10): the transformer learns the velocity from a picture's latent to
 * noise, told by the language model's hidden states of that picture.
 */
final class DiffusionStage implements TrainingStage {
  private static final long SEED = 0x5DEECE66DL;

  /**
   * Different pictures in all. Seeing them costs as much as learning from them, so what the frozen
   * networks make of each is kept; noise and level are new every time.
   */
  private static final int POOL = 8192;

  private final DitConfig config;
  private final Parameters parameters;
  private final DrawingStates states;
  private final PictureLatents latents;
  private final int batch;
  private final ConcurrentMap<Long, Seen> pool = new ConcurrentHashMap<>();

  /** A batch of pictures as the frozen networks see them: condition rows and latents. */
  private record Seen(HostTensor hidden, HostTensor latents) {}

  DiffusionStage(
      DitConfig config,
      Parameters parameters,
      DrawingStates states,
      PictureLatents latents,
      int batch) {
    this.config = config;
    this.parameters = parameters;
    this.states = states;
    this.latents = latents;
    this.batch = batch;
  }

  @Override
  public Losses losses(long number, TensorScope scope) {
    SplittableRandom random = new SplittableRandom(new SplittableRandom(SEED ^ number).nextLong());
    Seen seen = pool.computeIfAbsent(number % (POOL / batch), group -> see(group, scope));
    Tensor hidden = scope.upload(seen.hidden);
    Tensor clean = scope.upload(seen.latents);
    Tensor noise = scope.upload(noise(clean, random));
    float[] levels = new float[batch];
    for (int i = 0; i < batch; i++) {
      levels[i] = NoiseLevels.TRAINING.logitNormalLevel(random.nextGaussian());
    }
    Tensor sigma = scope.upload(HostTensor.of(levels, batch, 1, 1, 1));
    Tensor noisy = FlowMatching.noisy(clean, noise, sigma);
    Tensor timestep = sigma.times(1000).reshape(Dim.of(batch));
    DiffusionTransformer network = new DiffusionTransformer(parameters, config);
    Tensor caption =
        dropped(
            scope,
            new Connector(parameters.at("diffusion_connector"), config).forward(hidden),
            random);
    Tensor velocity = network.velocity(noisy, timestep, network.prepare(caption, null), null, null);
    return new Losses(FlowMatching.loss(velocity, clean, noise), Map.of());
  }

  private Seen see(long group, TensorScope scope) {
    List<Lesson> lessons =
        LongStream.range(group * batch, (group + 1) * batch).mapToObj(states::lesson).toList();
    try (TensorScope.Quiet full = scope.withReducedPrecision(false)) {
      return new Seen(
          scope.download(states.of(scope, lessons)), scope.download(latents.of(scope, lessons)));
    }
  }

  private static HostTensor noise(Tensor like, SplittableRandom random) {
    long[] sizes = like.shape().dims().stream().mapToLong(Dim::size).toArray();
    HostTensor noise = HostTensor.allocate(DType.F32, sizes);
    for (int i = 0; i < noise.count(); i++) {
      noise.data().putFloat(4 * i, (float) random.nextGaussian());
    }
    return noise;
  }

  /** Replaces some conditions by the null condition, behind the connector (kelix-dit §10.3). */
  private Tensor dropped(TensorScope scope, Tensor caption, SplittableRandom random) {
    float[] keeps = new float[batch];
    for (int i = 0; i < batch; i++) {
      keeps[i] = random.nextDouble() < config.classDropout() ? 0 : 1;
    }
    Tensor keep = scope.upload(HostTensor.of(keeps, batch, 1, 1));
    Tensor table =
        parameters.get("y_embedder.y_embedding", config.conditionRows(), config.captionChannels());
    return FlowMatching.dropped(caption, table, keep);
  }
}
