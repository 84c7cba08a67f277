package ai.kelix.training.tiny;

import ai.kelix.core.config.DitConfig;
import ai.kelix.core.flow.NoiseLevels;
import ai.kelix.core.gradient.TensorScope;
import ai.kelix.core.network.dit.Connector;
import ai.kelix.core.network.dit.DiffusionTransformer;
import ai.kelix.core.network.dit.FlowMatching;
import ai.kelix.core.network.dit.PositionArguments;
import ai.kelix.core.network.dit.StochasticDepth;
import ai.kelix.core.program.HostTensor;
import ai.kelix.core.tensor.DType;
import ai.kelix.core.tensor.Dim;
import ai.kelix.core.tensor.Parameters;
import ai.kelix.core.tensor.Tensor;
import ai.kelix.tokenizer.image.PreprocessorConfig;
import ai.kelix.tokenizer.image.Size;
import ai.kelix.training.run.TrainingStage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
   * So many batches have different pictures. Seeing them costs as much as learning from them, so
   * what the frozen networks make of each is kept; noise and level are new every time.
   */
  private static final int POOL = 256;

  private final DitConfig config;
  private final Parameters parameters;
  private final DrawingStates states;
  private final PictureLatents latents;
  private final int batch;
  private final PatchMemory memory = new PatchMemory();
  private final ConcurrentMap<Long, Seen> pool = new ConcurrentHashMap<>();

  /** A batch of pictures as the frozen networks see them: condition rows and latents. */
  private record Seen(HostTensor hidden, HostTensor latents) {}

  /** A batch of pictures to be seen. */
  private record Unseen(LessonBatch lessons, PatchMemory.Drawn patches, HostTensor pixels) {}

  /** What chance decides in a batch, for each picture. */
  private record Chance(
      HostTensor noise, HostTensor levels, HostTensor keeps, Optional<HostTensor> paths) {}

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
  public Batch prepare(long number) {
    long group = number % POOL;
    Optional<Unseen> unseen =
        pool.containsKey(group) ? Optional.empty() : Optional.of(unseen(group));
    SplittableRandom random = new SplittableRandom(new SplittableRandom(SEED ^ number).nextLong());
    Chance chance = chance(random);
    return scope -> {
      Seen seen = pool.computeIfAbsent(group, g -> see(unseen.orElseThrow(), scope));
      return losses(scope, seen, chance);
    };
  }

  private Unseen unseen(long group) {
    List<Lesson> lessons =
        LongStream.range(group * batch, (group + 1) * batch).mapToObj(states::lesson).toList();
    LessonBatch rows = LessonBatch.of(lessons, states.imageId());
    return new Unseen(rows, memory.draw(rows.pictures()), PictureLatents.pixels(lessons));
  }

  private Seen see(Unseen pictures, TensorScope scope) {
    try (TensorScope.Quiet full = scope.withReducedPrecision(false)) {
      return new Seen(
          scope.download(states.of(scope, pictures.lessons, pictures.patches.upload(scope))),
          scope.download(latents.of(scope, pictures.pixels)));
    }
  }

  private Chance chance(SplittableRandom random) {
    HostTensor noise = noise(random);
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

  private HostTensor noise(SplittableRandom random) {
    int side = TinyConfig.SIDE / latents.config().spatialFactor();
    HostTensor noise = HostTensor.allocate(DType.F32, batch, config.latentChannels(), side, side);
    for (int i = 0; i < noise.count(); i++) {
      noise.data().putFloat(4 * i, (float) random.nextGaussian());
    }
    return noise;
  }

  private Losses losses(TensorScope scope, Seen seen, Chance chance) {
    Tensor hidden = scope.upload(seen.hidden);
    Tensor clean = scope.upload(seen.latents);
    Tensor noise = scope.upload(chance.noise);
    Tensor sigma = scope.upload(chance.levels);
    Tensor noisy = FlowMatching.noisy(clean, noise, sigma);
    Tensor timestep = sigma.times(1000).reshape(Dim.of(batch));
    DiffusionTransformer network = new DiffusionTransformer(parameters, config);
    Tensor caption = dropped(connected(hidden), scope.upload(chance.keeps));
    DiffusionTransformer.Condition condition =
        network.prepare(caption, places(seen.hidden).map(scope::upload).orElse(null));
    Tensor paths = chance.paths.map(scope::upload).orElse(null);
    Tensor velocity = network.velocity(noisy, timestep, condition, null, paths);
    return new Losses(FlowMatching.loss(velocity, clean, noise), Map.of());
  }

  private Tensor connected(Tensor hidden) {
    return config.hasConnector()
        ? new Connector(parameters.at("diffusion_connector"), config).forward(hidden)
        : hidden;
  }

  /** Training knows the grid that the condition's image has (kelix-dit §8). */
  private Optional<HostTensor> places(HostTensor hidden) {
    if (!config.crossRope()) {
      return Optional.empty();
    }
    int rows = Math.toIntExact(hidden.sizes()[1]);
    int patches = TinyConfig.SIDE / PreprocessorConfig.DEFAULTS.patch();
    int side = TinyConfig.SIDE / latents.config().spatialFactor();
    PositionArguments positions =
        PositionArguments.of(
            PositionArguments.Question.whenTraining(
                config,
                new Size(side, side),
                new Size(patches, patches),
                config.conditionRows(),
                rows));
    return Optional.of(positions.keys(config, rows));
  }

  /** Replaces some conditions by the null condition, behind the connector (kelix-dit §10.3). */
  private Tensor dropped(Tensor caption, Tensor keep) {
    Tensor table =
        parameters.get("y_embedder.y_embedding", config.conditionRows(), config.captionChannels());
    return FlowMatching.dropped(caption, table, keep);
  }
}
