package ai.kelix.onnx.internal.lowering;

import ai.kelix.tensor.graph.Graph;
import ai.kelix.tensor.op.View;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.DimPolynomial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Ranges of a value that together are all of it, and so are cut off by one operator. */
final class Splits {
  private final Graph graph;
  private final Map<Place, Map<View.Narrow, List<Integer>>> ranges = new LinkedHashMap<>();
  private final Map<Place, List<Piece>> whole = new HashMap<>();
  private final Set<Integer> written = new HashSet<>();

  private record Place(int value, int axis) {}

  /**
   * One piece.
   *
   * @param length along the axis
   * @param results numbers of the values that are this piece
   */
  record Piece(Dim length, List<Integer> results) {}

  /** Looks for the pieces in a graph. */
  Splits(Graph graph) {
    this.graph = graph;
    graph.nodes().forEach(this::note);
    ranges.forEach(this::keepWhole);
  }

  /** Returns the pieces of which the range that a node cuts off is one, in order; else none. */
  List<Piece> piecesWith(Graph.Node node) {
    return node.op() instanceof View.Narrow range
        ? whole.getOrDefault(new Place(node.operands().get(0), range.axis()), List.of())
        : List.of();
  }

  private void note(Graph.Node node) {
    node.op().writes().forEach(operand -> written.add(node.operands().get(operand)));
    if (node.op() instanceof View.Narrow range) {
      ranges
          .computeIfAbsent(
              new Place(node.operands().get(0), range.axis()), key -> new LinkedHashMap<>())
          .computeIfAbsent(range, key -> new ArrayList<>())
          .add(node.results().get(0));
    }
  }

  private void keepWhole(Place place, Map<View.Narrow, List<Integer>> found) {
    Dim end = Dim.of(0);
    List<Piece> pieces = new ArrayList<>();
    for (Map.Entry<View.Narrow, List<Integer>> entry : found.entrySet()) {
      if (!DimPolynomial.equal(entry.getKey().start(), end)) {
        return;
      }
      end = end.plus(entry.getKey().length());
      pieces.add(new Piece(entry.getKey().length(), entry.getValue()));
    }
    Dim size = graph.type(place.value()).dim(place.axis());
    if (pieces.size() > 1 && !written.contains(place.value()) && DimPolynomial.equal(end, size)) {
      whole.put(place, pieces);
    }
  }
}
