package ai.kelix.tensor.kernel;

import ai.kelix.tensor.graph.Constants;
import ai.kelix.tensor.graph.Graph;
import ai.kelix.tensor.graph.Liveness;
import ai.kelix.tensor.op.Op;
import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.type.TensorType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A graph of known sizes, ready to run: weights are at hand, values that are the same in every run
 * are computed beforehand, and each step says what it is the last to need.
 *
 * @param <V> what holds numbers
 */
final class Plan<V> {
  private final Graph graph;
  private final Kernels<V> kernels;
  private final Liveness liveness;
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Integer> inputs = new LinkedHashMap<>();
  private final List<@Nullable V> known;
  private final BitSet constants;
  private final BitSet kept = new BitSet();
  private final BitSet read = new BitSet();
  private final BitSet lent = new BitSet();

  /** One operation of a run. */
  static final class Step {
    /** What to compute. */
    final Op op;

    /** Numbers of the values it takes. */
    final int[] operands;

    /** Numbers of the values it yields. */
    final int[] results;

    /** Types of the results. */
    final List<TensorType> types;

    /** Numbers of the values that no later step uses. */
    final int[] freed;

    /** Position of an operand that may be overwritten; −1 for none. */
    final int spent;

    Step(Graph.Node node, List<TensorType> types, int[] freed, int spent) {
      this.op = node.op();
      this.operands = numbers(node.operands());
      this.results = numbers(node.results());
      this.types = types;
      this.freed = freed;
      this.spent = spent;
    }
  }

  /**
   * Prepares a graph.
   *
   * @param graph of known sizes
   * @param kernels computes what is constant
   */
  Plan(Graph graph, Kernels<V> kernels) {
    this.graph = graph;
    this.kernels = kernels;
    this.liveness = Liveness.of(graph);
    this.constants = Constants.of(graph);
    this.known = new ArrayList<>(Collections.nCopies(graph.types().size(), (V) null));
    try {
      List<List<Integer>> freed = liveness.freed();
      for (int i = 0; i < graph.nodes().size(); i++) {
        place(i, freed.get(i));
      }
    } catch (RuntimeException | Error e) {
      release();
      throw e;
    }
  }

  private void place(int index, List<Integer> freed) {
    Graph.Node node = graph.nodes().get(index);
    List<TensorType> types = node.results().stream().map(graph::type).toList();
    if (node.op() instanceof Source.Input input) {
      inputs.put(input.name(), node.results().get(0));
      node.results().forEach(lent::set);
    } else if (constants.get(node.results().get(0))) {
      keep(node, types);
      freed.stream().filter(value -> !read.get(value)).forEach(this::giveUp);
    } else {
      node.operands().forEach(read::set);
      int[] owned = numbers(freed.stream().filter(value -> !lent.get(value)).toList());
      int spent = liveness.spent(index);
      boolean own = spent >= 0 && !showsLent(node.operands().get(spent));
      steps.add(new Step(node, types, owned, own ? spent : -1));
    }
  }

  private void keep(Graph.Node node, List<TensorType> types) {
    List<V> operands =
        node.operands().stream().map(known::get).map(Objects::requireNonNull).toList();
    List<V> values = kernels.compute(node.op(), operands, types);
    for (int i = 0; i < values.size(); i++) {
      int result = node.results().get(i);
      known.set(result, values.get(i));
      kept.set(result, !(node.op() instanceof Source.Weight));
      lent.set(result);
    }
  }

  /** Releases a constant; weights stay with whoever has them. */
  private void giveUp(int value) {
    if (kept.get(value)) {
      kept.clear(value);
      kernels.release(Objects.requireNonNull(known.set(value, null)));
    }
  }

  private static int[] numbers(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  List<Step> steps() {
    return steps;
  }

  /** Returns the numbers of the inputs by name. */
  Map<String, Integer> inputs() {
    return inputs;
  }

  /** Returns the numbers of the outputs by name. */
  Map<String, Integer> outputs() {
    return graph.outputs();
  }

  /** Returns what is known before a run by number: weights and constants, null for the rest. */
  List<@Nullable V> known() {
    return known;
  }

  /** Tells whether a value shows memory that outlives the run. */
  private boolean showsLent(int value) {
    return lent.get(liveness.owner(value));
  }

  /** Tells whether an output is all of memory that belongs to the run and no other output shows. */
  boolean isWhole(int output) {
    int owner = liveness.owner(output);
    long sharing =
        graph.outputs().values().stream()
            .distinct()
            .filter(other -> liveness.owner(other) == owner)
            .count();
    return !lent.get(owner)
        && sharing == 1
        && graph.type(output).bytes() == graph.type(owner).bytes();
  }

  void release() {
    for (int value = kept.nextSetBit(0); value >= 0; value = kept.nextSetBit(value + 1)) {
      giveUp(value);
    }
  }
}
