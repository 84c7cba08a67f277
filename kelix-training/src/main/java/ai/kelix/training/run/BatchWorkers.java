package ai.kelix.training.run;

import ai.kelix.tensor.gradient.GradientBackend;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.gradient.Variables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Computes the batches of a step side by side, each with its own thread and scope, and lets their
 * gradients add up. Small networks gain far more from this than from threads inside each operation.
 * Used by one thread.
 */
final class BatchWorkers implements AutoCloseable {
  private final GradientBackend backend;
  private final Variables variables;
  private final BatchLoader loader;
  private final boolean reducedPrecision;
  private final int count;
  private final ExecutorService threads;

  /**
   * Starts.
   *
   * @param step the first whose gradients will be asked for
   */
  BatchWorkers(
      GradientBackend backend,
      Variables variables,
      TrainingStage stage,
      RunSettings settings,
      long step) {
    this.backend = backend;
    this.variables = variables;
    this.reducedPrecision = settings.reducedPrecision();
    this.count = settings.workers();
    this.threads = Executors.newFixedThreadPool(count);
    this.loader = new BatchLoader(stage::prepare, step * count, settings.loaders());
  }

  /** Adds the mean gradients of the next step's batches to the variables; returns the losses. */
  Map<String, Double> gradients(long step) {
    List<Future<Map<String, Double>>> batches = new ArrayList<>();
    for (int worker = 0; worker < count; worker++) {
      TrainingStage.Batch batch = loader.take();
      batches.add(threads.submit(() -> batch(batch)));
    }
    Map<String, Double> mean = new LinkedHashMap<>();
    for (Future<Map<String, Double>> batch : batches) {
      BatchLoader.result(batch)
          .forEach((name, value) -> mean.merge(name, value / count, Double::sum));
    }
    double loss = mean.getOrDefault("loss", 0.0);
    if (!Double.isFinite(loss)) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "the losses of step %d are %s: lower the learning rate and resume from the last checkpoint",
              step,
              mean));
    }
    return mean;
  }

  private Map<String, Double> batch(TrainingStage.Batch batch) {
    try (TensorScope scope = backend.scope(variables)) {
      TrainingStage.Losses losses = losses(batch, scope);
      variables.backward(losses.total().times(1.0 / count));
      Map<String, Double> numbers = new LinkedHashMap<>();
      numbers.put("loss", scope.number(losses.total()));
      losses.parts().forEach((name, value) -> numbers.put(name, scope.number(value)));
      return numbers;
    }
  }

  private TrainingStage.Losses losses(TrainingStage.Batch batch, TensorScope scope) {
    try (TensorScope.Quiet reduced = scope.withReducedPrecision(reducedPrecision)) {
      return batch.losses(scope);
    }
  }

  @Override
  public void close() {
    loader.close();
    threads.close();
  }
}
