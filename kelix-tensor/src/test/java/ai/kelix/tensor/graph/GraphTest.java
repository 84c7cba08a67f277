package ai.kelix.tensor.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.tensor.KeyValueCache;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.op.Arrangement;
import ai.kelix.tensor.op.Attending;
import ai.kelix.tensor.op.Elementwise;
import ai.kelix.tensor.op.Op;
import ai.kelix.tensor.op.Product;
import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.op.Unary;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import ai.kelix.tensor.type.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphTest {
  private static final Dim ROWS = Dim.symbol("rows");

  private final GraphTape tape = new GraphTape();

  private Tensor input(String name, DType dtype, boolean state, Dim... dims) {
    Op op = new Source.Input(name, new TensorType(dtype, Shape.of(dims)), state);
    return tape.apply(op, List.of()).get(0);
  }

  private Tensor weight(String name, long... sizes) {
    Op op = new Source.Weight(name, TensorType.of(DType.F32, sizes));
    return tape.apply(op, List.of()).get(0);
  }

  private static List<String> labels(Graph graph) {
    return graph.nodes().stream().map(node -> node.op().label()).toList();
  }

  @Test
  void keepsTheOrderInWhichOperationsWereApplied() {
    Tensor x = input("x", DType.F32, false, ROWS, Dim.of(4));
    Graph graph = tape.graph(Map.of("y", x.linear(weight("w", 8, 4), null).silu()));
    assertThat(labels(graph)).containsExactly("input", "weight", "linear", "silu");
    assertThat(graph.type(3)).hasToString("F32[rows×8]");
  }

  @Test
  void recordsEqualSourcesOnce() {
    Tensors make = new Tensors(tape);
    Tensor sum = make.scalar(2, DType.F32).plus(make.scalar(2, DType.F32));
    assertThat(labels(tape.graph(Map.of("y", sum)))).containsExactly("scalar", "plus");
  }

  @Test
  void dropsWhatNobodyReads() {
    Tensor x = input("x", DType.F32, false, Dim.of(3));
    x.exp().log();
    Graph graph = tape.graph(Map.of("y", x.sin())).pruned();
    assertThat(labels(graph)).containsExactly("input", "sin");
  }

  @Test
  void keepsWhatWritesIntoAState() {
    Tensor x = input("x", DType.F32, false, Dim.of(1), Dim.of(2), Dim.of(1), Dim.of(4));
    Tensor keys = input("keys", DType.F32, true, Dim.of(1), Dim.of(2), Dim.of(9), Dim.of(4));
    Tensor length = input("length", DType.I64, false, Dim.of(1));
    x.cachedAttention(x, x, new KeyValueCache(keys, keys, length), 1);
    assertThat(labels(tape.graph(Map.of()).pruned()))
        .containsExactly("input", "input", "input", "cachedAttention");
  }

  @Test
  void refusesToWriteIntoAnythingElse() {
    Tensor x = input("x", DType.F32, false, Dim.of(1), Dim.of(2), Dim.of(1), Dim.of(4));
    Tensor length = input("length", DType.I64, false, Dim.of(1));
    KeyValueCache cache = new KeyValueCache(x, x, length);
    assertThatThrownBy(() -> x.cachedAttention(x, x, cache, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("cachedAttention", "state input");
  }

  @Test
  void appliesEachRuleAnewForKnownSizes() {
    Tensor x = input("x", DType.F32, false, ROWS, Dim.of(4));
    Tensor y = input("y", DType.F32, false, Dim.symbol("others"), Dim.of(4));
    Graph graph = tape.graph(Map.of("z", x.plus(y).narrow(0, Dim.of(0), ROWS)));
    Graph known = graph.resolved(Map.of("rows", 5L, "others", 5L));
    assertThat(known.type(3)).hasToString("F32[5×4]");
    assertThatThrownBy(() -> graph.resolved(Map.of("rows", 5L, "others", 2L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("plus", "F32[5×4]", "F32[2×4]");
  }

  @Test
  void refusesTensorsOfAnotherRecording() {
    Tensor x = input("x", DType.F32, false, ROWS);
    Tensor other = new Tensors(new GraphTape()).range(Dim.of(3)).to(DType.F32);
    assertThatThrownBy(() -> x.plus(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another recording");
  }

  @Test
  void takesWeightsOfLinearLayersAsTheyAreStored() {
    Tensor x = input("x", DType.F32, false, ROWS, Dim.of(4));
    Tensor w = weight("w", 8, 4);
    Tensor both = x.linear(w.narrow(0, 2, 3), null).concat(1, List.of(x.linear(w, null)));
    Graph stored = WeightTypes.asStored(tape.graph(Map.of("y", both)), weight -> DType.BF16);
    assertThat(stored.nodes().stream().filter(node -> node.op() instanceof Source.Weight))
        .singleElement()
        .satisfies(
            node -> assertThat(stored.type(node.results().get(0)).dtype()).isEqualTo(DType.BF16));
    assertThat(stored.nodes().stream().filter(node -> node.op() instanceof Product.Linear))
        .hasSize(2)
        .allSatisfy(
            node -> assertThat(stored.type(node.results().get(0)).dtype()).isEqualTo(DType.F32));
  }

  @Test
  void convertsRowsAfterTheyWereLookedUp() {
    Tensor ids = input("ids", DType.I64, false, ROWS);
    Graph graph = tape.graph(Map.of("y", weight("table", 100, 4).rows(ids)));
    assertThat(labels(WeightTypes.asStored(graph, weight -> DType.F16)))
        .containsExactly("input", "weight", "rows", "to");
  }

  @Test
  void givesOtherUsesOfAWeightTheTypeTheyAskFor() {
    Tensor x = input("x", DType.F32, false, ROWS, Dim.of(4));
    Graph graph = tape.graph(Map.of("y", x.plus(weight("w", 4))));
    Graph stored = WeightTypes.asStored(graph, weight -> DType.BF16);
    assertThat(stored.nodes().stream().map(Graph.Node::op))
        .contains(new Source.Weight("w", TensorType.of(DType.F32, 4)))
        .noneMatch(op -> op instanceof Elementwise.To || op instanceof Arrangement.Rows)
        .noneMatch(op -> op instanceof Attending || op.equals(Unary.SIN));
  }
}
