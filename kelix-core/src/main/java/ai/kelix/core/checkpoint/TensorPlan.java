package ai.kelix.core.checkpoint;

import ai.kelix.core.tensor.DType;
import java.util.List;

/**
 * A tensor that is going to be written.
 *
 * @param name its name in the file
 * @param dtype element type
 * @param shape sizes, outermost first
 */
public record TensorPlan(String name, DType dtype, List<Long> shape) {

  /** Copies the list. */
  public TensorPlan {
    shape = List.copyOf(shape);
  }

  /** Plans a copy of a stored tensor under a name. */
  public static TensorPlan copyOf(StoredTensor tensor, String name) {
    return new TensorPlan(name, tensor.dtype(), tensor.shape());
  }

  /** Returns the number of bytes. */
  public long bytes() {
    long bytes = dtype.bytes();
    for (long size : shape) {
      bytes = Math.multiplyExact(bytes, size);
    }
    return bytes;
  }
}
