package ai.kelix.tensor.weights;

import ai.kelix.tensor.type.DType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Where one tensor lies on disk: contiguous, row-major, little-endian bytes of a file.
 *
 * @param name the name the network uses
 * @param type stored element type
 * @param shape sizes, outermost first
 * @param file the safetensors file
 * @param offset first byte, counted from the start of the file
 * @param length number of bytes, always those of all elements
 */
public record StoredTensor(
    String name, StoredType type, List<Long> shape, Path file, long offset, long length) {

  /** Copies the list. */
  public StoredTensor {
    shape = List.copyOf(shape);
  }

  /** Returns the same bytes under another name. */
  public StoredTensor named(String other) {
    return new StoredTensor(other, type, shape, file, offset, length);
  }

  /** Describes a tensor of a type in which networks compute. */
  public StoredTensor(
      String name, DType dtype, List<Long> shape, Path file, long offset, long length) {
    this(name, StoredType.of(dtype), shape, file, offset, length);
  }

  /**
   * Returns the element type as networks know it.
   *
   * @throws TensorTypeException if no network computes in it
   */
  public DType dtype() {
    return type.dtype()
        .orElseThrow(
            () ->
                new TensorTypeException(
                    String.format(
                        Locale.ROOT,
                        "%s: tensor '%s' holds %s, expected F32, F16 or BF16; take the model in one"
                            + " of these types",
                        file,
                        name,
                        type.name())));
  }

  /** Returns the number of elements. */
  public long elements() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /** Returns the sizes in a new array. */
  public long[] sizes() {
    long[] sizes = new long[shape.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = shape.get(i);
    }
    return sizes;
  }

  /** Tells whether the tensor has exactly these sizes. */
  public boolean hasSizes(long... sizes) {
    return Arrays.equals(sizes(), sizes);
  }
}
