package ai.kelix.onnx;

import static ai.kelix.tensor.program.Program.require;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.BackendException;
import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tensor.program.BackendProvider;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Opening, closing and failing; what every backend has to do is in its conformance test. */
class LifeTest {
  private static final Dim N = Dim.symbol("n");

  private static final Program DOUBLING =
      new Program(
          "doubling",
          List.of(Program.Input.of("x", DType.F32, N)),
          (p, in) -> Map.of("y", require(in, "x").times(2)));

  private Laboratory lab;

  @BeforeEach
  void open() {
    lab = new Laboratory(new OnnxBackendProvider().open(BackendOptions.DEFAULTS));
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private Executable compile(Program program) {
    return lab.backend().compile(program, FileWeights.NONE, Set.of());
  }

  @Test
  void isFoundByName() {
    List<String> names =
        ServiceLoader.load(BackendProvider.class).stream().map(p -> p.get().name()).toList();
    assertThat(names).containsExactly("onnx");
    assertThat(lab.backend().name()).isEqualTo("onnx");
    assertThat(lab.backend().device()).isEqualTo("CPU");
  }

  @Test
  void refusesOtherDevices() {
    BackendOptions options = new BackendOptions(Optional.of("cuda:0"), 0);
    assertThatThrownBy(() -> new OnnxBackendProvider().open(options))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("cuda:0")
        .hasMessageContaining("cpu");
  }

  @Test
  void refusesUseOfAClosedBackend() {
    DeviceTensor i = lab.backend().allocate(DType.I64, 1);
    lab.backend().close();
    lab.backend().close();
    assertThatThrownBy(() -> lab.backend().allocate(DType.F32, 1))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(i::toHost).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> compile(DOUBLING)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void reportsWhatTheGraphCannotCompute() {
    Program program =
        new Program(
            "lookup",
            List.of(Program.Input.of("x", DType.F32, N), Program.Input.of("i", DType.I64, N)),
            (p, in) -> Map.of("y", require(in, "x").rows(require(in, "i"))));
    try (Executable run = compile(program)) {
      Map<String, HostTensor> in =
          Map.of("x", HostTensor.of(new float[] {1}, 1), "i", HostTensor.of(new long[] {9}, 1));
      assertThatThrownBy(() -> lab.run(run, in))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("lookup");
    }
  }
}
