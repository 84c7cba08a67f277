package ai.kelix.testkit.conformance.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.testkit.conformance.Laboratory;
import ai.kelix.testkit.conformance.LaboratoryExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers go in and out unharmed, and can be overwritten. */
@ExtendWith(LaboratoryExtension.class)
class DeviceTensorTest {
  private final Laboratory lab;

  DeviceTensorTest(Laboratory lab) {
    this.lab = lab;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 3, 100_000})
  void overwritesInPlace(long n) {
    HostTensor first = Laboratory.random(1, n);
    HostTensor second = Laboratory.random(2, n);
    try (DeviceTensor tensor = lab.backend().upload(first)) {
      assertThat(tensor.toHost().floats()).isEqualTo(first.floats());
      tensor.set(second);
      HostTensor copied = tensor.toHost();
      tensor.set(first);
      assertThat(copied.floats()).isEqualTo(second.floats());
      assertThatThrownBy(() -> tensor.set(Laboratory.random(1, n + 1)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> tensor.set(HostTensor.allocate(DType.I64, n)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void isAllocatedWithZeros() {
    try (DeviceTensor zeros = lab.backend().allocate(DType.F32, 50, 3)) {
      assertThat(zeros.sizes()).containsExactly(50, 3);
      assertThat(zeros.dtype()).isEqualTo(DType.F32);
      assertThat(zeros.toHost().floats()).containsOnly(0);
    }
  }

  @Test
  void overwritesResults() {
    try (Executable run = lab.compile(Doubling.PROGRAM);
        DeviceTensor x = lab.backend().upload(HostTensor.of(new float[] {1, 2}, 1, 2));
        DeviceTensor i = lab.backend().allocate(DType.I64, 1);
        DeviceTensor y = Doubling.run(run, x, i)) {
      y.set(HostTensor.of(new float[] {7, 8}, 1, 2));
      assertThat(y.toHost().floats()).containsExactly(7, 8);
      try (DeviceTensor again = Doubling.run(run, y, i)) {
        assertThat(again.toHost().floats()).containsExactly(14, 16);
      }
    }
  }
}
