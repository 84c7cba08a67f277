package ai.kelix.core.checkpoint;

import ai.kelix.core.tensor.DType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Where one tensor lies on disk: contiguous, row-major, little-endian bytes of a file.
 *
 * @param name the name the network uses
 * @param dtype stored element type
 * @param shape sizes, outermost first
 * @param file the safetensors file
 * @param offset first byte, counted from the start of the file
 * @param length number of bytes, always count × element size
 */
public record StoredTensor(
    String name, DType dtype, List<Long> shape, Path file, long offset, long length) {

  /** Copies the list. */
  public StoredTensor {
    shape = List.copyOf(shape);
  }

  /** Returns the same bytes under another name. */
  public StoredTensor named(String other) {
    return new StoredTensor(other, dtype, shape, file, offset, length);
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
