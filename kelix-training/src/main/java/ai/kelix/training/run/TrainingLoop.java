package ai.kelix.training.run;

import ai.kelix.core.gradient.GradientBackend;
import ai.kelix.core.gradient.Optimizer;
import ai.kelix.core.gradient.TensorScope;
import ai.kelix.core.gradient.Variables;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
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
    log.started(stage.name(), step, settings.steps());
    Instant start = Instant.now();
    Instant saved = start;
    long logged = step;
    Instant loggedAt = start;
    while (step < settings.steps() && !finished(start)) {
      boolean report = (step + 1) % settings.logEvery() == 0;
      Map<String, Double> losses = advance(step, optimizer, report);
      step++;
      if (report) {
        double seconds = seconds(loggedAt);
        log.stepped(step, losses, (step - logged) * stage.batch() / seconds);
        logged = step;
        loggedAt = Instant.now();
      }
      if (seconds(saved) > settings.saveEvery().toSeconds()) {
        folder.save(step, variables, optimizer);
        saved = Instant.now();
      }
    }
    folder.save(step, variables, optimizer);
    log.ended(stage.name(), step, Duration.between(start, Instant.now()));
    return step >= settings.steps();
  }

  private Map<String, Double> advance(long step, Optimizer optimizer, boolean report) {
    try (TensorScope scope = backend.scope()) {
      TrainingStage.Losses losses = stage.losses(step, scope);
      variables.zeroGradients();
      variables.backward(losses.total());
      variables.clipGradients(settings.clip());
      double rate = settings.learningRate().at(step);
      optimizer.step(rate);
      return report ? numbers(scope, losses, rate) : Map.of();
    }
  }

  private static Map<String, Double> numbers(
      TensorScope scope, TrainingStage.Losses losses, double rate) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    double total = scope.number(losses.total());
    if (!Double.isFinite(total)) {
      throw new IllegalStateException(
          "the loss is " + total + ": lower the learning rate and resume from the last checkpoint");
    }
    numbers.put("loss", total);
    losses.parts().forEach((name, value) -> numbers.put(name, scope.number(value)));
    numbers.put("rate", rate);
    return numbers;
  }

  private boolean finished(Instant start) {
    return stopping.get() || Duration.between(start, Instant.now()).compareTo(settings.limit()) > 0;
  }

  private static double seconds(Instant since) {
    return Math.max(1e-3, Duration.between(since, Instant.now()).toNanos() / 1e9);
  }
}
