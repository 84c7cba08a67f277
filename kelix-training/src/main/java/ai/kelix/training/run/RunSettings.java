package ai.kelix.training.run;

import ai.kelix.tensor.gradient.AdamW;
import ai.kelix.tensor.gradient.RateSchedule;
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
 * @param schedule of the learning rate, in multiples of the peak
 * @param peakRate learning rate where the schedule is 1
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
    RateSchedule schedule,
    double peakRate,
    AdamW optimizer,
    double clip,
    int logEvery,
    Duration saveEvery,
    int workers,
    int loaders) {

  /** Returns the learning rate of step 0, 1, … */
  double learningRate(long step) {
    return peakRate * schedule.at(step);
  }

  /** Returns the stage's name. */
  public String name() {
    return String.valueOf(folder.getFileName());
  }
}
