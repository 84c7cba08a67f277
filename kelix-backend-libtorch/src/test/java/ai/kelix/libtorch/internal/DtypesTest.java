package ai.kelix.libtorch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tensor.type.DType;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DtypesTest {

  @ParameterizedTest
  @EnumSource
  void knowsEachTypeAgain(DType dtype) {
    try (PointerScope scope = new PointerScope()) {
      for (DType other : DType.values()) {
        assertThat(Dtypes.same(TorchDevice.CPU.empty(dtype, 2), TorchDevice.CPU.empty(other, 3)))
            .isEqualTo(dtype == other);
      }
      assertThat(Natives.type(TorchDevice.CPU.empty(dtype, 2, 5)).dtype()).isEqualTo(dtype);
    }
  }
}
