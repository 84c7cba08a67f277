package ai.kelix.tensor.graph;

import ai.kelix.tensor.op.Binary;
import ai.kelix.tensor.op.Elementwise;
import ai.kelix.tensor.op.Op;
import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.op.Unary;
import ai.kelix.tensor.op.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * When the values of a graph are no longer needed. A view counts as showing the memory of its
 * operand, though a backend may have copied it: memory is free when nothing that may show it is
 * needed.
 */
public final class Liveness {
  /** Last use of a value that nobody frees: inputs, weights and outputs. */
  private static final int FOREVER = Integer.MAX_VALUE;

  private final Graph graph;
  private final int[] owner;
  private final int[] lastUse;
  private final int[] lastNeed;
  private final BitSet repeated;

  private Liveness(Graph graph) {
    this.graph = graph;
    this.owner = new int[graph.types().size()];
    this.lastUse = new int[graph.types().size()];
    this.lastNeed = new int[graph.types().size()];
    this.repeated = new BitSet(graph.types().size());
  }

  /** Analyses a graph. */
  public static Liveness of(Graph graph) {
    Liveness liveness = new Liveness(graph);
    liveness.walk();
    return liveness;
  }

  private void walk() {
    Arrays.fill(lastUse, -1);
    Arrays.fill(lastNeed, -1);
    for (int i = 0; i < graph.nodes().size(); i++) {
      Graph.Node node = graph.nodes().get(i);
      boolean lent = node.op() instanceof Source.Input || node.op() instanceof Source.Weight;
      for (int result : node.results()) {
        own(result, node);
        use(result, lent ? FOREVER : i);
      }
      for (int operand : node.operands()) {
        use(operand, i);
      }
    }
    graph.outputs().values().forEach(value -> use(value, FOREVER));
  }

  private void own(int result, Graph.Node node) {
    owner[result] = result;
    if (node.op() instanceof View) {
      int shown = node.operands().get(0);
      owner[result] = owner[shown];
      repeated.set(result, node.op() instanceof View.Expand || repeated.get(shown));
    }
  }

  private void use(int value, int when) {
    lastUse[value] = Math.max(lastUse[value], when);
    lastNeed[owner[value]] = Math.max(lastNeed[owner[value]], when);
  }

  /** Returns the value whose memory a value may show: itself unless it is a view. */
  public int owner(int value) {
    return owner[value];
  }

  /**
   * Returns the values that are not used after each node. Memory that others of them show is needed
   * longer.
   *
   * @return for each node the numbers of the values
   */
  public List<List<Integer>> freed() {
    List<List<Integer>> freed = new ArrayList<>();
    graph.nodes().forEach(node -> freed.add(new ArrayList<>()));
    for (int value = 0; value < lastUse.length; value++) {
      if (lastUse[value] >= 0 && lastUse[value] != FOREVER) {
        freed.get(lastUse[value]).add(value);
      }
    }
    return freed;
  }

  /**
   * Returns which operand of an element-wise operation may be overwritten with its result: one of
   * the result's type, whose memory nobody needs afterwards and no other operand shows.
   *
   * @param index of the node
   * @return position among the operands; −1 for none
   */
  public int spent(int index) {
    Graph.Node node = graph.nodes().get(index);
    if (!isElementwise(node.op())) {
      return -1;
    }
    for (int i = 0; i < node.operands().size(); i++) {
      if (isSpent(node, i, index)) {
        return i;
      }
    }
    return -1;
  }

  /** Tells whether each element of the result comes of the elements at its place alone. */
  static boolean isElementwise(Op op) {
    return op instanceof Unary || op instanceof Binary || op instanceof Elementwise;
  }

  private boolean isSpent(Graph.Node node, int position, int index) {
    int value = node.operands().get(position);
    if (lastNeed[owner[value]] != index
        || repeated.get(value)
        || !graph.type(value).equals(graph.type(node.results().get(0)))) {
      return false;
    }
    for (int other : node.operands()) {
      if (other != value && owner[other] == owner[value]) {
        return false;
      }
    }
    return true;
  }
}
