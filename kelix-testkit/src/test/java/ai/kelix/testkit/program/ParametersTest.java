package ai.kelix.testkit.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.tensor.Declarations;
import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.MissingTensorException;
import ai.kelix.tensor.weights.TensorShapeException;
import ai.kelix.testkit.reference.MemoryTensorSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {
  private static final MemoryTensorSource STORED =
      new MemoryTensorSource(
          Map.of(
              "a.b.weight", HostTensor.allocate(DType.F32, 3, 2),
              "a.table", HostTensor.allocate(DType.F32, 7, 4)));

  private final Parameters parameters = Parameters.of(STORED);

  @Test
  void namesAreJoinedToTheirPrefixes() {
    Parameter weight = parameters.at("a").at("b").get("weight", 3, 2);

    assertThat(weight.name()).isEqualTo("a.b.weight");
    assertThat(weight.sizes()).containsExactly(3, 2);
    assertThat(weight.firstValues()).isEqualTo(FirstValues.XAVIER);
  }

  @Test
  void whatDoesNotFitIsRefusedWhenTheNetworkIsBuilt() {
    assertThatThrownBy(() -> parameters.get("a.c.weight", 3, 2))
        .isInstanceOf(MissingTensorException.class)
        .hasMessageContaining("'a.c.weight'");
    assertThatThrownBy(() -> parameters.at("a.b").get("weight", 2, 3))
        .isInstanceOf(TensorShapeException.class)
        .hasMessageContainingAll("'a.b.weight'", "[3, 2]", "[2, 3]");
  }

  @Test
  void aTableIsAsLongAsItIsStored() {
    FirstValues first = FirstValues.normal(1);

    assertThat(parameters.at("a").table("table", first, 300, 4).sizes()).containsExactly(7, 4);
    assertThatThrownBy(() -> parameters.at("a").table("table", first, 300, 5))
        .isInstanceOf(TensorShapeException.class);
    assertThat(parameters.table("other", first, 300, 5).sizes())
        .as("missed when a program reads it")
        .containsExactly(300, 5);
  }

  @Test
  void declarationsListWhatANetworkAsksFor() {
    Declarations declarations = new Declarations(Map.of("table", new long[] {7, 4}));
    Parameters open = Parameters.of(declarations);
    Parameter bias = open.at("b").get("bias", FirstValues.ZEROS, 5);
    Parameter table = open.table("table", FirstValues.ONES, 300, 4);
    Parameter other = open.table("other", FirstValues.ONES, 300, 4);

    assertThat(declarations.parameters())
        .containsExactly(
            Map.entry("b.bias", bias), Map.entry("table", table), Map.entry("other", other));
    assertThat(table.sizes()).containsExactly(7, 4);
    assertThat(other.sizes()).containsExactly(300, 4);
  }
}
