package ai.kelix.formats.checkpoint;

import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.StoredType;
import java.util.List;

/**
 * A tensor that is going to be written.
 *
 * @param name its name in the file
 * @param type element type
 * @param shape sizes, outermost first
 */
public record TensorPlan(String name, StoredType type, List<Long> shape) {

  /** Copies the list. */
  public TensorPlan {
    shape = List.copyOf(shape);
  }

  /** Plans a tensor of a type in which networks compute. */
  public TensorPlan(String name, DType dtype, List<Long> shape) {
    this(name, StoredType.of(dtype), shape);
  }

  /** Plans a copy of a stored tensor under a name. */
  public static TensorPlan copyOf(StoredTensor tensor, String name) {
    return new TensorPlan(name, tensor.type(), tensor.shape());
  }

  /**
   * Returns the element type of a tensor whose elements are made and not copied.
   *
   * @throws IllegalStateException if no network computes in it
   */
  public DType dtype() {
    return type.dtype()
        .orElseThrow(() -> new IllegalStateException(name + " is copied as " + type.name()));
  }

  /** Returns the number of bytes. */
  public long bytes() {
    return type.bytes(shape);
  }
}
