package ai.kelix.training.run;

import ai.kelix.tensor.gradient.AdamW;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a stage is run.
 *
 * @param batch number of samples in one batch, for the log
 * @param reducedPrecision whether matrix products may compute in bfloat16
 * @param folder where the stage's checkpoints and log lie; named after the stage
 * @param steps number of optimiser steps in all, counted over resumptions
 * @param limit stop (with a checkpoint) after this time even if steps remain
 * @param learningRate rate of each step
 * @param optimizer settings of AdamW
 * @param clip largest gradient norm
 * @param logEvery steps between log lines
 * @param saveEvery time between checkpoints
 * @param workers threads that each compute one batch of every step; their gradients are averaged
 * @param loaders threads that prepare batches ahead of their use
 */
public record RunSettings(
    int batch,
    boolean reducedPrecision,
    Path folder,
    long steps,
    Duration limit,
    LearningRate learningRate,
    AdamW optimizer,
    double clip,
    int logEvery,
    Duration saveEvery,
    int workers,
    int loaders) {

  /** Returns the stage's name. */
  public String name() {
    return String.valueOf(folder.getFileName());
  }
}
