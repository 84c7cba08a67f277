package ai.kelix.tensor.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import ai.kelix.tensor.type.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphTapeTest {
  private static final Dim H = Dim.symbol("h");
  private static final Dim W = Dim.symbol("w");

  private final GraphTape tape = new GraphTape();

  private static Tensor input(GraphTape tape, String name, Dim... dims) {
    TensorType type = new TensorType(DType.F32, Shape.of(dims));
    return tape.apply(new Source.Input(name, type, false), List.of()).get(0);
  }

  private Tensor input(String name, Dim... dims) {
    return input(tape, name, dims);
  }

  @Test
  void refusesSizesThatDifferInEveryRun() {
    Tensor x = input("x", H);
    assertThatThrownBy(() -> x.plus(input("y", H.plus(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[h]")
        .hasMessageContaining("[(h+1)]");
    assertThatThrownBy(() -> x.reshape(H.times(2).minus(H).plus(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[h]");
  }

  @Test
  void takesSizesThatAreOrMayBeEqual() {
    Tensor x = input("x", H.times(W).times(2));
    assertThatCode(
            () -> {
              x.plus(input("y", W.times(2).times(H)));
              x.plus(input("z", Dim.of(4)));
              x.plus(input("u", Dim.symbol("v")));
            })
        .doesNotThrowAnyException();
  }

  @Test
  void refusesTensorsOfAnotherRecording() {
    Tensor other = input(new GraphTape(), "x", H);
    assertThatThrownBy(() -> input("x", H).plus(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another recording");
  }

  @Test
  void keepsTheNamesOfStagesThatNobodyAsksFor() {
    Tensor x = input("x", H);
    Tensor y = x.times(2).named("doubled");
    y.plus(1).named("unread");
    Graph graph = tape.graph(Map.of("y", y));
    assertThat(graph.outputs()).containsOnlyKeys("y");
    assertThat(graph.stages()).containsOnlyKeys("doubled", "unread");
    assertThat(graph.stages()).containsEntry("doubled", graph.outputs().get("y"));
    assertThat(graph.pruned().nodes()).hasSize(2);
    assertThat(graph.pruned().stages()).isEqualTo(graph.stages());
  }
}
