package ai.kelix.tensor.gradient;

import ai.kelix.tensor.program.HostTensor;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A running average of weights (EMA, kelix-training §5.6): {@code θ̄ ← r·θ̄ + (1 − r)·θ} after each
 * step, from {@code θ̄ = θ} at its making, without bias correction or warm-up.
 *
 * <p>Only parameters are averaged. A buffer keeps the value that it had at the making, as in the
 * reference. Averages lie in ordinary memory in float32, as many numbers as the weights have. Not
 * thread-safe.
 */
public final class ExponentialAverage {
  /** The decay of the reference. */
  public static final double DECAY = 0.9999;

  private final double decay;
  private final Map<String, float[]> parameters = new LinkedHashMap<>();
  private final Map<String, HostTensor> first = new LinkedHashMap<>();

  /**
   * Begins with the weights as they are.
   *
   * @param decay r, 0 … 1
   * @param weights by name, F32
   * @param buffers names of the weights that are not averaged
   * @throws IllegalArgumentException if the decay lies outside its range
   */
  public ExponentialAverage(double decay, Map<String, HostTensor> weights, Set<String> buffers) {
    if (!(decay >= 0 && decay <= 1)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "the decay of an average is %s, expected 0 … 1", decay));
    }
    this.decay = decay;
    weights.forEach(
        (name, values) -> {
          float[] numbers = values.floats();
          first.put(name, HostTensor.of(numbers, values.sizes()));
          if (!buffers.contains(name)) {
            parameters.put(name, numbers);
          }
        });
  }

  /**
   * Takes the weights behind a step in.
   *
   * @param weights by name, at least those that are averaged
   * @throws IllegalArgumentException if one is missing or has another size
   */
  public void update(Map<String, HostTensor> weights) {
    parameters.forEach((name, average) -> update(name, average, weights.get(name)));
  }

  /** Takes the weights behind a step in. */
  public void update(Variables variables) {
    parameters.forEach((name, average) -> update(name, average, variables.get(name)));
  }

  private void update(String name, float[] average, @Nullable HostTensor now) {
    if (now == null || now.count() != average.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the average holds %d numbers of '%s', the weights %s",
              average.length,
              name,
              now == null ? "none" : now));
    }
    float[] numbers = now.floats();
    for (int i = 0; i < average.length; i++) {
      average[i] = (float) (decay * average[i] + (1 - decay) * numbers[i]);
    }
  }

  /** Returns the averages, and buffers as they were at first, by name. */
  public Map<String, HostTensor> weights() {
    Map<String, HostTensor> weights = new LinkedHashMap<>(first);
    parameters.forEach(
        (name, average) ->
            weights.computeIfPresent(name, (n, was) -> HostTensor.of(average, was.sizes())));
    return weights;
  }
}
