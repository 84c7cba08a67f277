package ai.kelix.model.dit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.kelix.model.layers.Activation;
import ai.kelix.model.layers.GatedConvolution;
import ai.kelix.tensor.Declarations;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Runner;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.testkit.reference.MemoryTensorSource;
import ai.kelix.testkit.reference.ReferenceBackend;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code mlp_acts} names the activations of the three convolutions (kelix-dit §4.1, §7.5). */
class FeedForwardTest {
  /** On one pixel with one hidden channel and weights of 1 the numbers are plain to see. */
  private static float run(float x, Activation first, Activation gate, Activation last) {
    Parameters p = Parameters.of(new Declarations());
    GatedConvolution convolution =
        GatedConvolution.of(p.at("a"), p.at("b"), p.at("c"), 1, 1, List.of(first, gate, last));
    Program program =
        new Program(
            "ffn",
            List.of(Program.Input.of("x", DType.F32, Dim.of(1), Dim.of(1), Dim.of(1), Dim.of(1))),
            (make, in) -> Map.of("y", convolution.forward(Program.require(in, "x"), "ffn")));
    float[] middle = new float[18];
    middle[4] = 1;
    middle[13] = -1;
    Map<String, HostTensor> weights =
        Map.of(
            "a.weight", HostTensor.of(new float[] {1, 1}, 2, 1, 1, 1),
            "a.bias", HostTensor.of(new float[2], 2),
            "b.weight", HostTensor.of(middle, 2, 1, 3, 3),
            "b.bias", HostTensor.of(new float[2], 2),
            "c.weight", HostTensor.of(new float[] {1}, 1, 1, 1, 1));
    try (ReferenceBackend backend = new ReferenceBackend()) {
      Map<String, HostTensor> inputs = Map.of("x", HostTensor.of(new float[] {x}, 1, 1, 1, 1));
      return Program.require(
              new Runner(backend).run(program, new MemoryTensorSource(weights), inputs), "y")
          .floats()[0];
    }
  }

  @Test
  void eachActivationActsInItsPlace() {
    Activation none = Activation.NONE;
    Activation relu = Activation.RELU;
    double silu = -2 / (1 + Math.exp(2));

    assertThat(run(2, none, none, none)).isEqualTo(-4);
    assertThat(run(-2, relu, none, none)).isEqualTo(0);
    assertThat(run(2, none, relu, none)).isEqualTo(0);
    assertThat(run(-2, none, relu, none)).isEqualTo(-4);
    assertThat(run(2, none, none, relu)).isEqualTo(0);
    assertThat(run(2, none, Activation.SILU, none)).isCloseTo((float) (2 * silu), within(1e-6f));
    assertThat(run(2, Activation.GELU, none, none)).isCloseTo(-3.82007f, within(1e-4f));
  }
}
