package ai.kelix.tensor.graph;

import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.op.View;
import ai.kelix.tensor.type.TensorType;
import java.util.BitSet;

/**
 * Which values of a graph are the same in every run, so that they are computed once: weights, and
 * what comes of weights and constants alone. What would take much memory is made anew instead, if
 * it does not just show some that is there.
 */
public final class Constants {
  /** The most bytes of one that is kept. */
  private static final long KEPT = 4 << 20;

  private Constants() {}

  /** Returns the numbers of the values that are known before a run. */
  public static BitSet of(Graph graph) {
    BitSet known = new BitSet(graph.types().size());
    for (Graph.Node node : graph.nodes()) {
      if (isKnown(graph, node, known)) {
        node.results().forEach(known::set);
      }
    }
    return known;
  }

  private static boolean isKnown(Graph graph, Graph.Node node, BitSet known) {
    if (node.op() instanceof Source.Weight) {
      return true;
    }
    if (node.op() instanceof Source.Input || !node.operands().stream().allMatch(known::get)) {
      return false;
    }
    boolean shows = node.op() instanceof View && !(node.op() instanceof View.Reshape);
    return shows || bytes(graph, node) <= KEPT;
  }

  private static long bytes(Graph graph, Graph.Node node) {
    long bytes = 0;
    for (int result : node.results()) {
      TensorType type = graph.type(result);
      bytes += type.shape().isFixed() ? type.bytes() : KEPT + 1;
    }
    return bytes;
  }
}
