package ai.kelix.libtorch.internal;

import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
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

  /** Returns a copy of its own memory, which holds nothing else. */
  static Tensor compact(Tensor source) {
    return source.clone(new MemoryFormatOptional(torch.MemoryFormat.Contiguous));
  }

  /** Tells whether an intermediate result may be overwritten: nobody differentiates. */
  static boolean mayOverwrite() {
    return !GradMode.is_enabled();
  }

  /** Returns 0, 1, … of a device. */
  static Tensor range(TorchDevice device, long count) {
    try (Scalar end = new Scalar(count);
        TensorOptions options = device.options(DType.I64)) {
      return torch.torch_arange(end, options);
    }
  }

  /** Returns 0, 1, … where another tensor lies. */
  static Tensor rangeLike(Tensor other, long count) {
    try (Scalar end = new Scalar(count);
        DeviceOptional here = new DeviceOptional(other.device());
        TensorOptions plain = new TensorOptions(Dtypes.toTorch(DType.I64));
        TensorOptions options = plain.device(here)) {
      return torch.torch_arange(end, options);
    }
  }

  /** Returns type and shape. */
  static TensorType type(Tensor tensor) {
    return TensorType.of(Dtypes.fromTorch(tensor.scalar_type()), sizes(tensor));
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
