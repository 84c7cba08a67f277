package ai.kelix.tiny.recipe;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How kelix-tiny is trained where it may differ from the recipe.
 *
 * @param workers threads that share the batch of a step: 1, 2, 4 or 8
 * @param loaders threads that prepare batches, at least 1
 * @param batch samples in a step of every stage, at least one for each worker; empty for the
 *     recipe's, which suit a processor: a GPU wants hundreds
 * @param learningRate highest learning rate of every stage; empty for the recipe's
 * @param origin model folder with whose weights a stage begins that has no checkpoint; empty to
 *     begin with random ones
 */
public record TinySettings(
    int workers,
    int loaders,
    OptionalInt batch,
    OptionalDouble learningRate,
    Optional<Path> origin) {

  /** Checks the ranges. */
  public TinySettings {
    if (workers < 1 || workers > 8 || Integer.bitCount(workers) != 1) {
      throw new IllegalArgumentException("workers must be 1, 2, 4 or 8, not " + workers);
    }
    if (loaders < 1) {
      throw new IllegalArgumentException("there must be a loader, not " + loaders);
    }
    if (batch.isPresent() && batch.getAsInt() < workers) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a batch must have a sample for each of %d workers, not %d",
              workers,
              batch.getAsInt()));
    }
    if (learningRate.isPresent() && !(learningRate.getAsDouble() > 0)) {
      throw new IllegalArgumentException(
          "the learning rate must be positive, not " + learningRate.getAsDouble());
    }
  }

  /** Returns the number of samples that one worker sees in a step of a stage. */
  int batchOfWorker(TinyStage stage) {
    return batch.orElse(stage.batch()) / workers;
  }

  /** Returns the highest learning rate of a stage. */
  double learningRate(TinyStage stage) {
    return learningRate.orElse(stage.learningRate());
  }
}
