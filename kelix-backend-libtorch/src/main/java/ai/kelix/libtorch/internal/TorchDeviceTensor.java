package ai.kelix.libtorch.internal;

import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
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

  /**
   * Wraps a tensor.
   *
   * @param tensor with one reference that becomes this one's
   */
  TorchDeviceTensor(Tensor tensor) {
    this.tensor = tensor;
    this.dtype = Dtypes.fromTorch(tensor.scalar_type());
    this.sizes = Natives.sizes(tensor);
  }

  /** Returns the tensor with one more reference, which the caller gives back. */
  synchronized Tensor lend() {
    if (closed) {
      throw new IllegalStateException("this tensor is closed");
    }
    return tensor.retainReference();
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
    Tensor lent = lend();
    try (PointerScope scope = new PointerScope()) {
      return Natives.download(lent);
    } finally {
      lent.releaseReference();
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
    Tensor lent = lend();
    try (PointerScope scope = new PointerScope()) {
      Natives.copyIn(source, lent);
    } finally {
      lent.releaseReference();
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
