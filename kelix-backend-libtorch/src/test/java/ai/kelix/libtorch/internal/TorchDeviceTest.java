package ai.kelix.libtorch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.kelix.BackendException;
import ai.kelix.InsufficientMemoryException;
import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tensor.program.HostTensor;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class TorchDeviceTest {

  @Test
  void refusesNamesThatItDoesNotKnow() {
    assertThatThrownBy(() -> TorchDevice.open("tpu:0"))
        .isInstanceOf(BackendException.class)
        .hasMessageContainingAll("tpu:0", "cpu, cuda or cuda:N");
  }

  @Test
  void refusesGpusThatAreNotThere() {
    assertThatThrownBy(() -> TorchDevice.open("cuda:63"))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("device 'cuda:63' is not available");
  }

  /** It would say for each convolution that it does not know the processor. */
  @Test
  void doesNotAskForNnpack() {
    torch.globalContext().setUserEnabledNNPACK(true);
    try (LibtorchBackend backend = LibtorchBackend.open(BackendOptions.DEFAULTS)) {
      assertThat(torch.globalContext().userEnabledNNPACK()).isFalse();
    }
  }

  @Test
  void copiesNumbersThereAndBack() {
    float[] numbers = {1, -2, 3.5f, 0, 5, 6};
    try (PointerScope scope = new PointerScope()) {
      HostTensor host = HostTensor.of(numbers, 2, 3);
      HostTensor back = Natives.download(TorchDevice.best().upload(host));
      assertThat(back.floats()).containsExactly(numbers);
    }
  }

  @Test
  void saysWhenTheGpuIsFull() {
    RuntimeException full = new RuntimeException("CUDA out of memory. Tried to allocate 2.00 GiB");
    assertThat(OutOfDeviceMemory.named(full, "decode"))
        .isInstanceOf(InsufficientMemoryException.class)
        .hasMessageContainingAll("decode", "2.00 GiB", "device(\"cpu\")")
        .hasCause(full);
  }

  @Test
  void leavesOtherFailuresAsTheyAre() {
    RuntimeException other = new RuntimeException("sizes differ");
    assertThat(OutOfDeviceMemory.named(other, "decode")).isSameAs(other);
  }

  @Test
  void variablesOnAGpuTakeNewValues() {
    assumeTrue(torch.cuda_is_available(), "no GPU here");
    try (TorchVariables variables = new TorchVariables(TorchDevice.open("cuda"))) {
      variables.put("w", HostTensor.of(new float[] {1, 2}, 2), true);
      variables.put("w", HostTensor.of(new float[] {3, 4}, 2), true);
      assertThat(variables.get("w").floats()).containsExactly(3, 4);
    }
  }
}
