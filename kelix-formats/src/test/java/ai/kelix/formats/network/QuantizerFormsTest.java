package ai.kelix.model.tok;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.model.tok.QuantizerConfig.Search;
import ai.kelix.model.tok.TokenizerConfig.Fusion;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Program.Input;
import ai.kelix.tensor.program.Runner;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.testkit.reference.MemoryTensorSource;
import ai.kelix.testkit.reference.ReferenceBackend;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Forms of quantisers that no fixture has. */
class QuantizerFormsTest {

  @Test
  void anOddNumberOfLevelsHasOneAtZero() {
    Map<String, HostTensor> weights = new LinkedHashMap<>();
    weights.put("encoder.weight", HostTensor.of(new float[] {1, 0, 0, 1}, 2, 2));
    weights.put("encoder.bias", HostTensor.of(new float[2], 2));
    weights.put("up_projector.weight", HostTensor.of(new float[] {1, 1}, 1, 2));
    FiniteScalarQuantizer.Form form = new FiniteScalarQuantizer.Form(2, 5, 2, 1);
    FiniteScalarQuantizer quantizer =
        new FiniteScalarQuantizer(Parameters.of(new MemoryTensorSource(weights)), form);
    Program program =
        new Program(
            "odd",
            List.of(Input.of("x", DType.F32, Dim.of(3), Dim.of(2))),
            (make, in) -> {
              Tensor x = Program.require(in, "x");
              Quantized quantized = quantizer.quantize(x, UnaryOperator.identity());
              return Map.of("codes", quantized.passed(), "indices", quantized.indices());
            });

    Map<String, HostTensor> outputs =
        run(program, weights, HostTensor.of(new float[] {0, 0, 9, -9, 0.6f, 0}, 3, 2));

    assertThat(Program.require(outputs, "codes").floats()).containsExactly(0, 0, 1, -1, 0.5f, 0);
    assertThat(Program.require(outputs, "indices").longs())
        .containsExactly(2 + 5 * 2, 4, 3 + 5 * 2);
  }

  @Test
  void idsOfASharedCodebookAreTheSameInEverySlot() {
    assertThat(config(Search.SHARED).idsPerCodebook()).isZero();
    assertThat(config(Search.SHARED).codebookSize()).isEqualTo(12);
    assertThat(config(Search.SLICE).idsPerCodebook()).isEqualTo(4);
    assertThat(config(Search.SLICE).codebookSize()).isEqualTo(4);
    assertThat(config(Search.WHOLE).idsPerCodebook()).isEqualTo(4);
    assertThat(config(Search.WHOLE).codebookSize()).isEqualTo(12);
  }

  private static QuantizerConfig config(Search search) {
    return new QuantizerConfig(3, 12, 2, 5, 7, 6, search, false, Fusion.SUM);
  }

  private static Map<String, HostTensor> run(
      Program program, Map<String, HostTensor> weights, HostTensor x) {
    try (ReferenceBackend backend = new ReferenceBackend()) {
      return new Runner(backend).run(program, new MemoryTensorSource(weights), Map.of("x", x));
    }
  }
}
