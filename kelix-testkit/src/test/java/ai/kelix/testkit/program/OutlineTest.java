package ai.kelix.testkit.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Outline;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Program.Input;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.testkit.reference.MemoryTensorSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutlineTest {
  private static final MemoryTensorSource WEIGHTS =
      new MemoryTensorSource(
          Map.of(
              "mlp.weight", HostTensor.allocate(DType.BF16, 8, 4),
              "unused", HostTensor.allocate(DType.F32, 1)));

  private static final Parameter WEIGHT = Parameters.of(WEIGHTS).at("mlp").get("weight", 8, 4);

  private static final Program PROGRAM =
      new Program(
          "example",
          List.of(
              Input.of("x", DType.F32, Dim.symbol("rows"), Dim.of(4)),
              Input.state("cache", DType.F32, Dim.symbol("capacity").times(2))),
          (make, in) -> {
            Tensor x = Program.require(in, "x");
            return Map.of("y", x.linear(x.weight(WEIGHT), null).silu());
          });

  @Test
  void listsTheWeightsThatAreAskedForAndNoOthers() {
    assertThat(Outline.of(PROGRAM, WEIGHTS).weights()).containsOnlyKeys("mlp.weight");
  }

  @Test
  void knowsBytesOnceTheSizesAreKnown() {
    assertThat(Outline.of(PROGRAM, WEIGHTS).working()).isZero();
    Outline outline = Outline.of(PROGRAM, WEIGHTS, Map.of("rows", 100L, "capacity", 10L));
    assertThat(outline.working())
        .as("a product, which what follows overwrites")
        .isEqualTo(100 * 8 * 4);
    assertThat(outline.inputs()).isEqualTo(100 * 4 * 4 + 20 * 4);
  }

  @Test
  void refusesNetworksWhoseShapesDoNotFit() {
    Program twisted =
        new Program(
            "twisted",
            List.of(Input.of("x", DType.F32, Dim.symbol("rows"), Dim.of(5))),
            (make, in) -> {
              Tensor x = Program.require(in, "x");
              return Map.of("y", x.linear(x.weight(WEIGHT), null));
            });
    assertThatThrownBy(() -> Outline.of(twisted, WEIGHTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 5, expected 4");
  }
}
