package ai.kelix.testkit.conformance.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.testkit.conformance.Laboratory;
import ai.kelix.testkit.conformance.LaboratoryExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Inputs that do not fit, and use after closing. */
@ExtendWith(LaboratoryExtension.class)
class WrongUseTest {
  private final Laboratory lab;

  WrongUseTest(Laboratory lab) {
    this.lab = lab;
  }

  @Test
  void refusesMissingMistypedAndMisshapenInputs() {
    try (Executable run = lab.compile(Doubling.PROGRAM);
        DeviceTensor x = lab.backend().allocate(DType.F32, 3, 6);
        DeviceTensor wrong = lab.backend().allocate(DType.F32, 3, 5);
        DeviceTensor flat = lab.backend().allocate(DType.F32, 18);
        DeviceTensor i = lab.backend().allocate(DType.I64, 3);
        DeviceTensor four = lab.backend().allocate(DType.I64, 4)) {
      assertThatThrownBy(() -> run.run(Map.of("x", x)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'i'")
          .hasMessageContaining("missing");
      for (DeviceTensor bad : List.of(i, wrong, flat)) {
        assertThatThrownBy(() -> run.run(Map.of("x", bad, "i", i)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("'x'");
      }
      assertThatThrownBy(() -> run.run(Map.of("x", x, "i", four)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'i'")
          .hasMessageContaining("4");
      try (DeviceTensor y = Doubling.run(run, x, i)) {
        assertThat(y.sizes()).containsExactly(3, 6);
      }
    }
  }

  @Test
  void refusesClosedTensors() {
    DeviceTensor x = lab.backend().allocate(DType.F32, 1, 2);
    x.close();
    x.close();
    assertThatThrownBy(x::toHost).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> x.set(HostTensor.of(new float[2], 1, 2)))
        .isInstanceOf(IllegalStateException.class);
    try (Executable run = lab.compile(Doubling.PROGRAM);
        DeviceTensor i = lab.backend().allocate(DType.I64, 1)) {
      assertThatThrownBy(() -> Doubling.run(run, x, i)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void refusesToRunClosedPrograms() {
    Executable run = lab.compile(Doubling.PROGRAM);
    run.close();
    run.close();
    try (DeviceTensor x = lab.backend().allocate(DType.F32, 1, 2);
        DeviceTensor i = lab.backend().allocate(DType.I64, 1)) {
      assertThatThrownBy(() -> Doubling.run(run, x, i))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("doubling");
    }
  }
}
