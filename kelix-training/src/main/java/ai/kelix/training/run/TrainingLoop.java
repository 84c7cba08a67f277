package ai.kelix.training.run;

import ai.kelix.tensor.gradient.GradientBackend;
import ai.kelix.tensor.gradient.Optimizer;
import ai.kelix.tensor.gradient.Variables;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs a stage from its last checkpoint to its last step.
 *
 * <p>An interruption loses at most the time between two checkpoints; {@link #stop} and the time
 * limit lose nothing. One thread runs a loop; {@code stop} may come from any.
 */
public final class TrainingLoop {
  private final GradientBackend backend;
  private final Variables variables;
  private final TrainingStage stage;
  private final RunSettings settings;
  private final AtomicBoolean stopping = new AtomicBoolean();

  /** Prepares a run over variables that the stage has already created. */
  public TrainingLoop(
      GradientBackend backend, Variables variables, TrainingStage stage, RunSettings settings) {
    this.backend = backend;
    this.variables = variables;
    this.stage = stage;
    this.settings = settings;
  }

  /** Ends the run after the step in progress, with a checkpoint. */
  public void stop() {
    stopping.set(true);
  }

  /**
   * Trains until the last step, the time limit or {@link #stop}.
   *
   * @param log receives what happens
   * @return whether all steps are done
   */
  public boolean run(TrainingLog log) {
    Optimizer optimizer = variables.adamW(settings.optimizer());
    RunFolder folder = new RunFolder(settings.folder());
    long step = folder.restore(variables, optimizer).orElse(0);
    log.started(settings.name(), step, settings.steps());
    Instant start = Instant.now();
    try (BatchWorkers workers = new BatchWorkers(backend, variables, stage, settings, step)) {
      step = steps(step, start, workers, optimizer, folder, log);
    }
    folder.save(step, variables, optimizer);
    log.ended(settings.name(), step, Duration.between(start, Instant.now()));
    return step >= settings.steps();
  }

  private long steps(
      long first,
      Instant start,
      BatchWorkers workers,
      Optimizer optimizer,
      RunFolder folder,
      TrainingLog log) {
    long step = first;
    long logged = step;
    Instant loggedAt = start;
    Instant saved = start;
    while (step < settings.steps() && !finished(start)) {
      Map<String, Double> losses = advance(step, workers, optimizer);
      step++;
      if (step % settings.logEvery() == 0) {
        long samples = (step - logged) * settings.batch() * settings.workers();
        log.stepped(step, losses, samples / seconds(loggedAt));
        logged = step;
        loggedAt = Instant.now();
      }
      if (seconds(saved) > settings.saveEvery().toSeconds()) {
        folder.save(step, variables, optimizer);
        saved = Instant.now();
      }
    }
    return step;
  }

  private Map<String, Double> advance(long step, BatchWorkers workers, Optimizer optimizer) {
    variables.zeroGradients();
    Map<String, Double> losses = workers.gradients(step);
    variables.clipGradients(settings.clip());
    double rate = settings.learningRate(step);
    optimizer.step(rate);
    losses.put("rate", rate);
    return losses;
  }

  private boolean finished(Instant start) {
    return stopping.get() || Duration.between(start, Instant.now()).compareTo(settings.limit()) > 0;
  }

  private static double seconds(Instant since) {
    return Math.max(1e-3, Duration.between(since, Instant.now()).toNanos() / 1e9);
  }
}
