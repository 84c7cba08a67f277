package ai.kelix.tiny.recipe;

import ai.kelix.model.dit.DiffusionTransformer;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tokenizer.image.Size;
import ai.kelix.training.run.TrainingStage;
import java.util.List;
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

  private final DiffusionLoss loss;
  private final DrawingStates states;
  private final PictureLatents latents;
  private final int batch;
  private final PatchMemory memory = new PatchMemory();
  private final ConcurrentMap<Long, Seen> pool = new ConcurrentHashMap<>();

  /** A batch of pictures as the frozen networks see them: condition rows and latents. */
  private record Seen(HostTensor hidden, HostTensor latents) {}

  /** A batch of pictures to be seen. */
  private record Unseen(LessonBatch lessons, PatchMemory.Drawn patches, HostTensor pixels) {}

  DiffusionStage(
      DitConfig config,
      Parameters parameters,
      DrawingStates states,
      PictureLatents latents,
      int batch) {
    int side = TinyConfig.SIDE / latents.config().spatialFactor();
    this.loss =
        new DiffusionLoss(new DiffusionTransformer(parameters, config), new Size(side, side));
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
    DiffusionLoss.Chance chance = loss.chance(batch, random);
    return scope -> {
      Seen seen = pool.computeIfAbsent(group, g -> see(unseen.orElseThrow()));
      return Losses.of(loss.of(scope, seen.hidden, seen.latents, chance));
    };
  }

  private Unseen unseen(long group) {
    List<Lesson> lessons =
        LongStream.range(group * batch, (group + 1) * batch).mapToObj(states::lesson).toList();
    LessonBatch rows = LessonBatch.of(lessons, states.imageId());
    return new Unseen(rows, memory.draw(rows.pictures()), PictureLatents.pixels(lessons));
  }

  private Seen see(Unseen pictures) {
    return new Seen(states.of(pictures.lessons, pictures.patches), latents.of(pictures.pixels));
  }
}
