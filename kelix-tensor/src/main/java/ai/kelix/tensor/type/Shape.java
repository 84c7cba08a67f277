package ai.kelix.tensor.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The dimensions of a tensor, outermost first. Written with loops: before a large model is open,
 * more shapes are made than streams are fast for.
 *
 * @param dims the dimensions; empty for a scalar
 */
public record Shape(List<Dim> dims) {

  /** The shape of a scalar. */
  public static final Shape SCALAR = new Shape(List.of());

  /** Copies the list. */
  public Shape {
    dims = List.copyOf(dims);
  }

  /** Returns the shape with these known sizes. */
  public static Shape of(long... sizes) {
    Dim[] dims = new Dim[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      dims[i] = Dim.of(sizes[i]);
    }
    return of(dims);
  }

  /** Returns the shape with these dimensions. */
  public static Shape of(Dim... dims) {
    return new Shape(List.of(dims));
  }

  /** Returns the number of dimensions. */
  public int rank() {
    return dims.size();
  }

  /**
   * Returns one dimension.
   *
   * @param axis its position; negative values count from the end, −1 is the innermost
   */
  public Dim dim(int axis) {
    return dims.get(axis < 0 ? dims.size() + axis : axis);
  }

  /**
   * Returns an axis counted from 0.
   *
   * @param axis its position; negative values count from the end
   * @param rank number of axes
   * @param operation for the message
   * @throws IllegalArgumentException if there is no such axis
   */
  public static int axis(int axis, int rank, String operation) {
    int counted = axis < 0 ? axis + rank : axis;
    if (counted < 0 || counted >= rank) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s: axis %d does not exist in rank %d", operation, axis, rank));
    }
    return counted;
  }

  /** Returns the shape with one dimension replaced. */
  public Shape with(int axis, Dim dim) {
    List<Dim> changed = new ArrayList<>(dims);
    changed.set(axis, dim);
    return new Shape(changed);
  }

  /** Returns the shape after a reduction of one axis, which stays with size 1 or goes. */
  public Shape reduced(int axis, boolean keepDim) {
    if (keepDim) {
      return with(axis, Dim.of(1));
    }
    List<Dim> changed = new ArrayList<>(dims);
    changed.remove(axis);
    return new Shape(changed);
  }

  /**
   * Returns this shape where the sizes of some symbols are known.
   *
   * @param sizes by the name of the symbol; others stay unknown
   */
  public Shape resolved(Map<String, Long> sizes) {
    List<Dim> known = new ArrayList<>(dims.size());
    for (Dim dim : dims) {
      known.add(dim.resolved(sizes));
    }
    return new Shape(known);
  }

  /** Tells whether all sizes are known now. */
  public boolean isFixed() {
    for (Dim dim : dims) {
      if (!dim.isFixed()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the known sizes.
   *
   * @throws IllegalStateException if a dimension is symbolic
   */
  public long[] sizes() {
    long[] sizes = new long[dims.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = dims.get(i).size();
    }
    return sizes;
  }

  /** Returns the number of elements as a dimension. */
  public Dim count() {
    Dim count = Dim.of(1);
    for (Dim dim : dims) {
      count = count.times(dim);
    }
    return count;
  }

  @Override
  public String toString() {
    return dims.stream().map(Dim::toString).collect(Collectors.joining("×", "[", "]"));
  }
}
