package ai.kelix.testkit.reference;

import ai.kelix.tensor.op.Arrangement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The operations that copy elements to other places. */
final class Moving implements Arrangement.Cases<Operands, Values> {

  @Override
  public Values concat(Arrangement.Concat op, Operands in) {
    return joined(in.values(), op.axis());
  }

  @Override
  public Values padEnd(Arrangement.PadEnd op, Operands in) {
    Values x = in.first();
    int[] added = Layout.with(x.sizes(), op.axis(), Math.toIntExact(op.count().size()));
    return joined(List.of(x, Filling.of(op.value(), x.dtype(), added)), op.axis());
  }

  @Override
  public Values rows(Arrangement.Rows op, Operands in) {
    return rows(in.first(), in.get(1), in.sizes());
  }

  @Override
  public Values gather(Arrangement.Gather op, Operands in) {
    return gathered(in.first(), in.get(1), op.axis());
  }

  /** Lays whole tensors one behind the other, then takes the elements in the order wanted. */
  static Values joined(List<Values> parts, int axis) {
    Values first = parts.get(0);
    double[] floats = parts.stream().flatMapToDouble(p -> Arrays.stream(p.floats())).toArray();
    long[] integers = parts.stream().flatMapToLong(p -> Arrays.stream(p.integers())).toArray();
    int total = parts.stream().mapToInt(p -> p.sizes()[axis]).sum();
    int[] sizes = Layout.with(first.sizes(), axis, total);
    int[] offsets = new int[Layout.count(sizes)];
    int[] strides = Layout.strides(sizes);
    int start = 0;
    int position = 0;
    for (Values part : parts) {
      int[] places = Layout.offsets(part.sizes(), strides, position * strides[axis]);
      for (int place : places) {
        offsets[place] = start++;
      }
      position += part.sizes()[axis];
    }
    return new Values(first.dtype(), sizes, floats, integers).take(offsets, sizes);
  }

  private static Values rows(Values table, Values ids, int[] sizes) {
    int width = Layout.count(table.sizes()) / Math.max(1, table.sizes()[0]);
    int[] offsets = new int[ids.count() * width];
    for (int i = 0; i < ids.count(); i++) {
      int first = inRange("rows", ids.integers()[i], table.sizes()[0]) * width;
      for (int k = 0; k < width; k++) {
        offsets[i * width + k] = first + k;
      }
    }
    return table.take(offsets, sizes);
  }

  private static Values gathered(Values x, Values indices, int axis) {
    int[] strides = Layout.strides(x.sizes());
    int[] offsets = Layout.offsets(indices.sizes(), Layout.with(strides, axis, 0), 0);
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] += inRange("gather", indices.integers()[i], x.sizes()[axis]) * strides[axis];
    }
    return x.take(offsets, indices.sizes());
  }

  private static int inRange(String operation, long index, int size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s: index %d is not in 0 … %d", operation, index, size - 1));
    }
    return (int) index;
  }
}
