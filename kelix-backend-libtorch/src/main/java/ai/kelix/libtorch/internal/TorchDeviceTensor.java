package ai.kelix.libtorch.internal;

import ai.kelix.tensor.DType;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.HostTensor;
import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** A tensor that outlives scopes until it is closed. */
final class TorchDeviceTensor implements DeviceTensor {
  private final Tensor tensor;
  private final DType dtype;
  private final long[] sizes;
  private boolean closed;

  /** Takes a reference of its own. */
  TorchDeviceTensor(Tensor tensor) {
    this.tensor = tensor.retainReference();
    this.dtype = Dtypes.fromTorch(tensor.scalar_type());
    this.sizes = Natives.sizes(tensor);
  }

  /** Returns the tensor, which lives at least as long as the innermost scope of this thread. */
  synchronized Tensor tensor() {
    if (closed) {
      throw new IllegalStateException("this tensor is closed");
    }
    PointerScope.getInnerScope().attach(tensor);
    return tensor;
  }

  @Override
  public DType dtype() {
    return dtype;
  }

  @Override
  public long[] sizes() {
    return sizes.clone();
  }

  @Override
  public HostTensor toHost() {
    try (PointerScope scope = new PointerScope()) {
      return Natives.download(tensor());
    }
  }

  @Override
  public void set(HostTensor source) {
    if (source.dtype() != dtype || !Arrays.equals(source.sizes(), sizes)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a tensor of %s%s cannot take %s",
              dtype,
              Arrays.toString(sizes),
              source));
    }
    try (PointerScope scope = new PointerScope()) {
      Natives.copyIn(source, tensor());
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      tensor.releaseReference();
    }
  }
}
