package ai.kelix.tensor.graph;

import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.op.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much memory a graph of known sizes needs for its results, if each piece is freed once nothing
 * that lies in it is needed: views share the memory of their operand where its order allows it, and
 * element-wise operations take the memory of an operand that is spent.
 */
public final class WorkingMemory {
  private static final int FOREVER = Integer.MAX_VALUE;
  private static final int LENT = -1;

  private final Graph graph;
  private final Liveness liveness;
  private final BitSet constants;
  private final int[] piece;
  private final List<@Nullable Strides> strides = new ArrayList<>();
  private final List<Long> bytes = new ArrayList<>();
  private final List<Integer> born = new ArrayList<>();
  private final List<Integer> needed = new ArrayList<>();

  private WorkingMemory(Graph graph) {
    this.graph = graph;
    this.liveness = Liveness.of(graph);
    this.constants = Constants.of(graph);
    this.piece = new int[graph.types().size()];
    graph.types().forEach(type -> strides.add(null));
  }

  /**
   * Returns the most bytes that results and what operations need beside them take at one moment,
   * outputs among them; inputs and weights do not count, results of unknown size neither.
   */
  public static long peak(Graph graph) {
    WorkingMemory memory = new WorkingMemory(graph);
    memory.place();
    return memory.most();
  }

  private void place() {
    Arrays.fill(piece, LENT);
    for (int i = 0; i < graph.nodes().size(); i++) {
      Graph.Node node = graph.nodes().get(i);
      for (int result : node.results()) {
        if (!(node.op() instanceof Source.Input) && !(node.op() instanceof Source.Weight)) {
          place(result, node, i);
        } else if (graph.type(result).shape().isFixed()) {
          strides.set(result, Strides.plain(graph.type(result).shape()));
        }
      }
      for (int operand : node.operands()) {
        boolean kept = constants.get(operand) && !constants.get(node.results().get(0));
        need(operand, kept ? FOREVER : i);
      }
    }
    graph.outputs().values().forEach(output -> need(output, FOREVER));
  }

  private void place(int result, Graph.Node node, int index) {
    if (!graph.type(result).shape().isFixed()) {
      return;
    }
    if (node.op() instanceof View view && sees(view, node.operands().get(0), result)) {
      return;
    }
    strides.set(result, order(node, result));
    int spent = liveness.spent(index);
    boolean free = spent >= 0 && !constants.get(node.operands().get(spent));
    int taken = free ? piece[node.operands().get(spent)] : LENT;
    if (taken == LENT) {
      piece[result] = bytes.size();
      bytes.add(graph.type(result).bytes());
      born.add(index);
      needed.add(index);
    } else {
      piece[result] = taken;
      need(result, index);
    }
  }

  private boolean sees(View view, int operand, int result) {
    Strides from = strides.get(operand);
    if (from == null) {
      return false;
    }
    Optional<Strides> seen = from.seen(view, graph.type(result).shape());
    seen.ifPresent(
        found -> {
          strides.set(result, found);
          piece[result] = piece[operand];
        });
    return seen.isPresent();
  }

  /** Element-wise operations keep the order in which their operand lies. */
  private Strides order(Graph.Node node, int result) {
    if (Liveness.isElementwise(node.op())) {
      for (int operand : node.operands()) {
        Strides from = strides.get(operand);
        if (from != null && graph.type(operand).shape().equals(graph.type(result).shape())) {
          return from.compact();
        }
      }
    }
    return Strides.plain(graph.type(result).shape());
  }

  private void need(int value, int when) {
    if (piece[value] != LENT) {
      needed.set(piece[value], Math.max(needed.get(piece[value]), when));
    }
  }

  private long most() {
    int count = graph.nodes().size();
    long[] change = new long[count + 1];
    for (int i = 0; i < bytes.size(); i++) {
      change[born.get(i)] += bytes.get(i);
      change[Math.min(needed.get(i), count - 1) + 1] -= bytes.get(i);
    }
    long now = 0;
    long most = 0;
    for (int i = 0; i < count; i++) {
      now += change[i];
      most = Math.max(most, now + Workspace.bytes(graph, graph.nodes().get(i), strides));
    }
    return most;
  }
}
