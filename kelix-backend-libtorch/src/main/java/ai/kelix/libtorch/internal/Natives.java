package ai.kelix.libtorch.internal;

import ai.kelix.tensor.DType;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.program.HostTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** Copies between Java buffers and libtorch memory. */
final class Natives {

  private Natives() {}

  /** Overwrites a contiguous tensor, wherever it lies. */
  static void copyIn(HostTensor host, Tensor target) {
    long bytes = host.data().remaining();
    if (bytes == 0) {
      return;
    }
    if (target.is_cuda()) {
      // A variable may not be overwritten while operations are recorded.
      try (TensorScope.Quiet quiet = GradientRecording.suspended()) {
        target.copy_(seen(host));
      }
    } else {
      view(target, bytes).put(host.data().duplicate());
    }
  }

  /** Returns a tensor over the buffer's own memory, if it is native, else over a copy. */
  private static Tensor seen(HostTensor host) {
    if (!host.data().isDirect()) {
      return TorchDevice.CPU.upload(host);
    }
    try (TensorOptions options = TorchDevice.CPU.options(host.dtype())) {
      return torch.from_blob(new BytePointer(host.data()), host.sizes(), options);
    }
  }

  static HostTensor download(Tensor source) {
    Tensor plain = source.detach().cpu().contiguous();
    DType dtype = Dtypes.fromTorch(plain.scalar_type());
    HostTensor host = HostTensor.allocate(dtype, sizes(plain));
    long bytes = host.data().remaining();
    if (bytes > 0) {
      host.data().duplicate().put(view(plain, bytes));
    }
    return host;
  }

  /** Returns the sizes without leaving a native array reference behind. */
  static long[] sizes(Tensor tensor) {
    long[] sizes = new long[(int) tensor.dim()];
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = tensor.size(axis);
    }
    return sizes;
  }

  private static ByteBuffer view(Tensor tensor, long bytes) {
    Pointer data = tensor.data_ptr();
    return new BytePointer(data).capacity(bytes).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }
}
