package ai.kelix.tensor.kernel;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One run of a plan. Confined to its thread.
 *
 * @param <V> what holds numbers
 */
final class Run<V> {
  private final Plan<V> plan;
  private final Kernels<V> kernels;
  private final List<@Nullable V> values;
  private final BitSet owned;
  private final Operands operands = new Operands();

  Run(Plan<V> plan, Kernels<V> kernels, Map<String, V> inputs) {
    this.plan = plan;
    this.kernels = kernels;
    this.values = new ArrayList<>(plan.known());
    this.owned = new BitSet(values.size());
    plan.inputs()
        .forEach(
            (name, number) -> values.set(number, Objects.requireNonNull(inputs.get(name), name)));
  }

  /** Runs and returns the outputs, each of memory of its own. */
  Map<String, V> outputs() {
    try {
      for (Plan.Step step : plan.steps()) {
        compute(step);
      }
      return taken();
    } finally {
      owned.stream().forEach(value -> kernels.release(value(value)));
    }
  }

  private void compute(Plan.Step step) {
    operands.numbers = step.operands;
    if (step.spent >= 0 && kernels.overwrite(step.op, operands, step.spent)) {
      move(step.operands[step.spent], step.results[0]);
    } else {
      List<V> computed = kernels.compute(step.op, operands, step.types);
      for (int i = 0; i < step.results.length; i++) {
        own(step.results[i], computed.get(i));
      }
    }
    for (int value : step.freed) {
      release(value);
    }
  }

  private void move(int spent, int result) {
    own(result, value(spent));
    owned.clear(spent);
    values.set(spent, null);
  }

  private void own(int number, V value) {
    values.set(number, value);
    owned.set(number);
  }

  private void release(int number) {
    if (owned.get(number)) {
      owned.clear(number);
      kernels.release(value(number));
      values.set(number, null);
    }
  }

  private Map<String, V> taken() {
    Map<String, V> outputs = new LinkedHashMap<>();
    try {
      plan.outputs().forEach((name, number) -> outputs.put(name, taken(number)));
    } catch (RuntimeException | Error e) {
      outputs.values().forEach(kernels::release);
      throw e;
    }
    return outputs;
  }

  /** Hands a value over, or a copy where it shows other memory or was handed over before. */
  private V taken(int number) {
    V value = value(number);
    if (!owned.get(number) || !plan.isWhole(number)) {
      return kernels.copy(value);
    }
    owned.clear(number);
    return value;
  }

  private V value(int number) {
    return Objects.requireNonNull(values.get(number));
  }

  /** The operands of the step at hand, without a list for each. */
  private final class Operands extends AbstractList<V> {
    private int[] numbers = {};

    @Override
    public V get(int index) {
      return value(numbers[index]);
    }

    @Override
    public int size() {
      return numbers.length;
    }
  }
}
