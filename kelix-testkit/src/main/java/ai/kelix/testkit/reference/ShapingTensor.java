package ai.kelix.testkit.reference;

import ai.kelix.tensor.DType;
import ai.kelix.tensor.Dim;
import ai.kelix.tensor.Shape;
import ai.kelix.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The operations that move elements without computing. */
abstract class ShapingTensor extends AxisTensor {

  private static int[] known(Dim... dims) {
    return Layout.narrowed(Shape.of(dims).sizes());
  }

  @Override
  public Tensor reshape(Dim... dims) {
    int[] sizes = known(dims);
    if (Layout.count(sizes) != values().count()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "reshape: %s does not have the elements of %s",
              values(),
              Arrays.toString(sizes)));
    }
    return make(values().reshaped(sizes));
  }

  @Override
  public Tensor permute(int... axes) {
    Values x = values();
    int[] order = IntStream.of(axes).map(axis -> Layout.axis(axis, x.rank(), "permute")).toArray();
    if (order.length != x.rank() || IntStream.of(order).distinct().count() != x.rank()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "permute: %s is no order of the axes of %s", Arrays.toString(axes), x));
    }
    int[] strides = Layout.strides(x.sizes());
    int[] sizes = IntStream.of(order).map(axis -> x.sizes()[axis]).toArray();
    int[] steps = IntStream.of(order).map(axis -> strides[axis]).toArray();
    return make(x.take(Layout.offsets(sizes, steps, 0), sizes));
  }

  @Override
  public Tensor transpose(int first, int second) {
    int rank = values().rank();
    int[] axes = IntStream.range(0, rank).toArray();
    int one = Layout.axis(first, rank, "transpose");
    int other = Layout.axis(second, rank, "transpose");
    axes[one] = other;
    axes[other] = one;
    return permute(axes);
  }

  @Override
  public Tensor unsqueeze(int axis) {
    Values x = values();
    int counted = Layout.axis(axis, x.rank() + 1, "unsqueeze");
    List<Integer> sizes = new ArrayList<>(IntStream.of(x.sizes()).boxed().toList());
    sizes.add(counted, 1);
    return make(x.reshaped(sizes.stream().mapToInt(Integer::intValue).toArray()));
  }

  @Override
  public Tensor squeeze(int axis) {
    Values x = values();
    int counted = Layout.axis(axis, x.rank(), "squeeze");
    if (x.sizes()[counted] != 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "squeeze: axis %d of %s is not 1", axis, x));
    }
    return make(x.reshaped(Layout.without(x.sizes(), counted)));
  }

  @Override
  public Tensor narrow(int axis, Dim start, Dim length) {
    Values x = values();
    int counted = Layout.axis(axis, x.rank(), "narrow");
    long end = Math.addExact(start.size(), length.size());
    if (end > x.sizes()[counted]) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "narrow: elements %s to %d do not exist in axis %d of %s",
              start,
              end,
              axis,
              x));
    }
    int[] strides = Layout.strides(x.sizes());
    int[] sizes = Layout.with(x.sizes(), counted, (int) length.size());
    int first = (int) start.size() * strides[counted];
    return make(x.take(Layout.offsets(sizes, strides, first), sizes));
  }

  @Override
  public List<Tensor> chunk(int parts, int axis) {
    int size = values().sizes()[Layout.axis(axis, values().rank(), "chunk")];
    if (parts < 1 || size % parts != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "chunk: axis %d of %s has no %d equal parts", axis, values(), parts));
    }
    long length = size / parts;
    return IntStream.range(0, parts).mapToObj(i -> narrow(axis, i * length, length)).toList();
  }

  @Override
  public Tensor expand(Dim... dims) {
    int[] sizes = known(dims);
    int[] common = Layout.broadcast(values().sizes(), sizes, "expand");
    if (!Arrays.equals(common, sizes)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "expand: %s does not expand to %s", values(), Arrays.toString(sizes)));
    }
    return make(spread(values(), sizes));
  }

  @Override
  public Tensor padEnd(int axis, Dim count, double value) {
    Values x = values();
    int counted = Layout.axis(axis, x.rank(), "padEnd");
    int[] sizes = Layout.with(x.sizes(), counted, (int) count.size());
    return concat(axis, List.of(make(Filling.of(value, x.dtype(), sizes))));
  }

  @Override
  public Tensor concat(int axis, List<Tensor> others) {
    List<Values> parts = new ArrayList<>(List.of(values()));
    others.forEach(other -> parts.add(sameType("concat", other)));
    int counted = Layout.axis(axis, values().rank(), "concat");
    int[] sizes = values().sizes();
    for (Values part : parts.subList(1, parts.size())) {
      if (part.rank() != sizes.length
          || !Arrays.equals(
              Layout.with(part.sizes(), counted, 0), Layout.with(sizes, counted, 0))) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "concat along axis %d: %s and %s", axis, values(), part));
      }
    }
    return make(joined(parts, counted));
  }

  /** Lays whole tensors one behind the other, then takes the elements in the order wanted. */
  private static Values joined(List<Values> parts, int axis) {
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

  @Override
  public Tensor rows(Tensor ids) {
    Values table = values();
    Values indices = requireIndices("rows", ids);
    int width = Layout.count(table.sizes()) / Math.max(1, table.sizes()[0]);
    int[] offsets = new int[indices.count() * width];
    for (int i = 0; i < indices.count(); i++) {
      int first = inRange("rows", indices.integers()[i], table.sizes()[0]) * width;
      for (int k = 0; k < width; k++) {
        offsets[i * width + k] = first + k;
      }
    }
    int[] below = Arrays.copyOfRange(table.sizes(), 1, table.rank());
    return make(
        table.take(
            offsets,
            IntStream.concat(IntStream.of(indices.sizes()), IntStream.of(below)).toArray()));
  }

  @Override
  public Tensor gather(int axis, Tensor tensor) {
    Values x = values();
    Values indices = requireIndices("gather", tensor);
    int counted = Layout.axis(axis, x.rank(), "gather");
    int[] largest = Layout.with(x.sizes(), counted, Integer.MAX_VALUE);
    if (indices.rank() != x.rank()
        || !IntStream.range(0, x.rank()).allMatch(i -> indices.sizes()[i] <= largest[i])) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "gather along axis %d of %s by %s", axis, x, indices));
    }
    int[] strides = Layout.strides(x.sizes());
    int[] offsets = Layout.offsets(indices.sizes(), Layout.with(strides, counted, 0), 0);
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] += inRange("gather", indices.integers()[i], x.sizes()[counted]) * strides[counted];
    }
    return make(x.take(offsets, indices.sizes()));
  }

  private static Values requireIndices(String operation, Tensor tensor) {
    Values indices = own(tensor);
    if (indices.dtype() != DType.I64) {
      throw new IllegalArgumentException(operation + " takes I64 indices, found " + indices);
    }
    return indices;
  }

  private static int inRange(String operation, long index, int size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s: index %d is not in 0 … %d", operation, index, size - 1));
    }
    return (int) index;
  }

  @Override
  public Tensor where(Tensor condition, Tensor other) {
    Values truth = own(condition);
    Values otherwise = sameType("where", other);
    if (truth.dtype() != DType.BOOL) {
      throw new IllegalArgumentException("where: the condition is no BOOL but " + truth);
    }
    int[] common = Layout.broadcast(values().sizes(), otherwise.sizes(), "where");
    int[] sizes = Layout.broadcast(common, truth.sizes(), "where");
    Values holds = spread(truth, sizes);
    Values both = joined(List.of(lifted(values(), sizes), lifted(otherwise, sizes)), 0);
    int count = holds.count();
    int[] offsets = new int[count];
    Arrays.setAll(offsets, i -> holds.integers()[i] == 1 ? i : count + i);
    return make(both.take(offsets, sizes));
  }

  private static Values lifted(Values x, int[] sizes) {
    Values spread = spread(x, sizes);
    return spread.reshaped(spread.count());
  }
}
