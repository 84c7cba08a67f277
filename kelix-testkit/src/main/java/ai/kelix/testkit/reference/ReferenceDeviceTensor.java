package ai.kelix.testkit.reference;

import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.WorkGate;
import ai.kelix.tensor.type.DType;
import java.util.Arrays;
import java.util.Locale;

/** Numbers on the heap. */
final class ReferenceDeviceTensor implements DeviceTensor {
  private final WorkGate backend;
  private final Values values;
  private volatile boolean closed;

  ReferenceDeviceTensor(WorkGate backend, Values values) {
    this.backend = backend;
    this.values = values;
  }

  /** Returns the numbers themselves. */
  Values values() {
    backend.requireOpen();
    if (closed) {
      throw new IllegalStateException("this tensor is closed: " + values);
    }
    return values;
  }

  @Override
  public DType dtype() {
    return values.dtype();
  }

  @Override
  public long[] sizes() {
    return Arrays.stream(values.sizes()).asLongStream().toArray();
  }

  @Override
  public HostTensor toHost() {
    return values().toHost();
  }

  @Override
  public void set(HostTensor source) {
    Values target = values();
    if (source.dtype() != target.dtype() || source.count() != target.count()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s cannot be set to %s", target, source));
    }
    Values copied = Values.of(source);
    System.arraycopy(copied.floats(), 0, target.floats(), 0, copied.floats().length);
    System.arraycopy(copied.integers(), 0, target.integers(), 0, copied.integers().length);
  }

  @Override
  public void close() {
    closed = true;
  }
}
