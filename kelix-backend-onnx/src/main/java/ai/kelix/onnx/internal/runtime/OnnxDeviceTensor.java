package ai.kelix.onnx.internal.runtime;

import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.onnxruntime.OnnxTensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * Numbers in native memory. Thread-safe as to its life: the memory is freed when the tensor is
 * closed and no run uses it any more.
 */
final class OnnxDeviceTensor implements DeviceTensor {
  private final OnnxBackend backend;
  private final TensorMemory.Block block;
  private final DType dtype;
  private final long[] sizes;
  private int users;
  private boolean closed;

  /** Takes over memory. */
  OnnxDeviceTensor(OnnxBackend backend, TensorMemory.Block block) {
    this.backend = backend;
    this.block = block;
    this.dtype = Elements.dtype(block.tensor().getInfo().type);
    this.sizes = block.tensor().getInfo().getShape();
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
    OnnxTensor tensor = acquire();
    try {
      return HostTensor.wrap(tensor.getByteBuffer(), dtype, sizes);
    } finally {
      release();
    }
  }

  @Override
  public void set(HostTensor source) {
    if (source.dtype() != dtype || source.count() != count()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "this tensor holds %s%s, the source is %s",
              dtype,
              Arrays.toString(sizes),
              source));
    }
    acquire();
    try {
      backend.memory().fill(block, source);
    } finally {
      release();
    }
  }

  private long count() {
    return LongStream.of(sizes).reduce(1, Math::multiplyExact);
  }

  /** Returns the runtime's handle, which stays valid until the matching {@link #release}. */
  synchronized OnnxTensor acquire() {
    if (closed) {
      throw new IllegalStateException("this tensor is closed");
    }
    users++;
    return block.tensor();
  }

  /** Ends one use. */
  synchronized void release() {
    users--;
    freeIfUnused();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      freeIfUnused();
    }
  }

  private void freeIfUnused() {
    if (closed && users == 0) {
      backend.free(this, block);
    }
  }
}
