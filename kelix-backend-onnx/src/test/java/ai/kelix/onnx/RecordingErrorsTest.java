package ai.kelix.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.tensor.DType;
import ai.kelix.tensor.Dim;
import ai.kelix.tensor.Shape;
import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Mistakes in network code fail while recording, with the operands in the message. */
class RecordingErrorsTest {
  private static Laboratory lab;

  @BeforeAll
  static void open() {
    lab = new Laboratory(new OnnxBackendProvider().open(BackendOptions.DEFAULTS));
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  private static void refuses(Laboratory.Body body, String... parts) {
    HostTensor x = HostTensor.of(new float[6], 2, 3);
    HostTensor i = HostTensor.of(new long[] {0, 0}, 2);
    assertThatThrownBy(() -> lab.known(body, x, i))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains(parts);
  }

  @Test
  void namesBothOperandsOfWrongShapes() {
    refuses((m, x) -> x.get(0).plus(m.constant(new float[2], 2)), "[2×3]", "[2]");
    refuses((m, x) -> x.get(0).matmul(x.get(0)), "[2×3]");
    refuses((m, x) -> x.get(0).linear(m.constant(new float[4], 2, 2), null), "[2×3]", "[2×2]");
    refuses((m, x) -> x.get(0).reshape(Dim.of(5)), "[2×3]", "[5]");
    refuses((m, x) -> x.get(0).concat(1, List.of(m.constant(new float[3], 3, 1))), "[3×1]");
    refuses((m, x) -> x.get(0).expand(Dim.of(2), Dim.of(4)), "[2×4]");
  }

  @Test
  void namesBothOperandsOfDifferentTypes() {
    refuses((m, x) -> x.get(0).plus(x.get(1)), "F32", "I64");
    refuses((m, x) -> x.get(0).rows(x.get(0)), "I64", "F32");
    refuses((m, x) -> x.get(0).where(x.get(1), x.get(0)), "BOOL", "I64");
  }

  @Test
  void refusesAxesAndRangesThatDoNotExist() {
    refuses((m, x) -> x.get(0).softmax(2), "axis 2", "rank 2");
    refuses((m, x) -> x.get(0).narrow(1, 2, 2), "[2×3]");
    refuses((m, x) -> x.get(0).permute(0, 0), "permute");
    refuses((m, x) -> x.get(0).squeeze(0), "squeeze");
    refuses((m, x) -> x.get(0).chunk(2, 1).get(0), "3", "2");
  }

  @Test
  void refusesSizesThatNoInputDetermines() {
    refuses((m, x) -> m.range(Dim.symbol("unknown")), "unknown");
  }

  @Test
  void refusesConstantsOfTheWrongCount() {
    refuses((m, x) -> m.constant(new float[3], 2, 2), "4", "3");
  }

  @Test
  void provesSymbolicSizesDifferent() {
    HostTensor x = HostTensor.of(new float[2], 2);
    assertThatThrownBy(
            () ->
                lab.symbolic(
                    (m, in) ->
                        in.get(0)
                            .plus(
                                m.full(0, DType.F32, Shape.of(in.get(0).dim(0).times(2).plus(1)))
                                    .narrow(0, Dim.of(0), in.get(0).dim(0).plus(1))),
                    x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x0_0");
  }

  @Test
  void refusesTensorsOfAnotherProgram() {
    java.util.concurrent.atomic.AtomicReference<ai.kelix.tensor.Tensor> kept =
        new java.util.concurrent.atomic.AtomicReference<>();
    HostTensor x = HostTensor.of(new float[6], 2, 3);
    lab.known(
        (m, in) -> {
          kept.set(in.get(0));
          return in.get(0);
        },
        x);
    refuses((m, in) -> in.get(0).plus(kept.get()), "another");
  }
}
