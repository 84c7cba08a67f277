package ai.kelix.libtorch.internal;

import ai.kelix.core.program.HostTensor;
import ai.kelix.core.tensor.DType;
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

  /** Allocates uninitialised CPU memory of a type and shape. */
  static Tensor empty(DType dtype, long... sizes) {
    try (TensorOptions options = new TensorOptions(Dtypes.toTorch(dtype))) {
      return torch.torch_empty(sizes, options, null);
    }
  }

  static Tensor upload(HostTensor host) {
    Tensor target = empty(host.dtype(), host.sizes());
    copyIn(host, target);
    return target;
  }

  /** Overwrites a contiguous CPU tensor. */
  static void copyIn(HostTensor host, Tensor target) {
    long bytes = host.data().remaining();
    if (bytes > 0) {
      view(target, bytes).put(host.data().duplicate());
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
