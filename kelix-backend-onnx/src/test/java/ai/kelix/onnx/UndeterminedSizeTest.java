package ai.kelix.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.Dim;
import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** A graph reads sizes off its inputs; others are refused when it is written. */
class UndeterminedSizeTest {

  @Test
  void refusesSizesThatNoInputDetermines() {
    HostTensor x = HostTensor.of(new float[6], 2, 3);
    try (Laboratory lab = new Laboratory(new OnnxBackendProvider().open(BackendOptions.DEFAULTS))) {
      assertThatThrownBy(() -> lab.known((make, in) -> make.range(Dim.symbol("unknown")), x))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("unknown");
    }
  }
}
