package ai.kelix.tensor.internal.outline;

import ai.kelix.tensor.Convolution;
import ai.kelix.tensor.DType;
import ai.kelix.tensor.Dim;
import ai.kelix.tensor.KeyValueCache;
import ai.kelix.tensor.Shape;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.weights.RowRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A type and a shape that behave like a tensor. */
final class OutlineTensor extends OutlineMath {
  private final OutlineLog log;
  private final DType dtype;
  private final Shape shape;
  private final @Nullable String weight;
  private final long firstRow;

  OutlineTensor(OutlineLog log, DType dtype, Shape shape) {
    this(log, dtype, shape, null, 0);
  }

  /**
   * Makes a weight or a part of one.
   *
   * @param weight its name
   * @param firstRow its first row within the whole weight
   */
  OutlineTensor(OutlineLog log, DType dtype, Shape shape, @Nullable String weight, long firstRow) {
    this.log = log;
    this.dtype = dtype;
    this.shape = shape;
    this.weight = weight;
    this.firstRow = firstRow;
  }

  @Override
  OutlineTensor result(DType type, Shape sizes) {
    return log.result(type, sizes);
  }

  /** Returns the same elements seen otherwise; no memory of its own. */
  private OutlineTensor view(Shape sizes) {
    return new OutlineTensor(log, dtype, sizes);
  }

  private int axis(int axis, String operation) {
    return Shape.axis(axis, shape.rank(), operation);
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public DType dtype() {
    return dtype;
  }

  @Override
  public Tensor named(String stage) {
    return this;
  }

  @Override
  public Tensor to(DType type) {
    return type == dtype ? this : result(type, shape);
  }

  @Override
  public Tensor reshape(Dim... dims) {
    Shape target = Shape.of(dims);
    OutlineShapes.requireEqual(
        shape.count(), target.count(), new Operation("reshape", shape, "to", target));
    return view(target);
  }

  @Override
  public Tensor permute(int... axes) {
    int[] order = IntStream.of(axes).map(axis -> axis(axis, "permute")).toArray();
    if (order.length != shape.rank() || IntStream.of(order).distinct().count() != order.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "permute: %s is no order of the axes of %s",
              Arrays.toString(axes),
              this));
    }
    return view(new Shape(IntStream.of(order).mapToObj(shape::dim).toList()));
  }

  @Override
  public Tensor transpose(int first, int second) {
    List<Dim> dims = new ArrayList<>(shape.dims());
    Collections.swap(dims, axis(first, "transpose"), axis(second, "transpose"));
    return view(new Shape(dims));
  }

  @Override
  public Tensor unsqueeze(int axis) {
    List<Dim> dims = new ArrayList<>(shape.dims());
    dims.add(Shape.axis(axis, shape.rank() + 1, "unsqueeze"), Dim.of(1));
    return view(new Shape(dims));
  }

  @Override
  public Tensor squeeze(int axis) {
    int counted = axis(axis, "squeeze");
    OutlineShapes.requireEqual(
        shape.dim(counted), Dim.of(1), new Operation("squeeze", this, "along", counted));
    return view(shape.reduced(counted, false));
  }

  @Override
  public Tensor narrow(int axis, Dim start, Dim length) {
    int counted = axis(axis, "narrow");
    Dim size = shape.dim(counted);
    Dim end = start.plus(length);
    if (size.isFixed() && end.isFixed() && end.size() > size.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "narrow: elements %s to %s do not exist in axis %d of %s",
              start,
              end,
              axis,
              shape));
    }
    Shape part = shape.with(counted, length);
    return counted == 0 && start.isFixed() && length.isFixed()
        ? rows(part, start.size())
        : view(part);
  }

  private OutlineTensor rows(Shape part, long start) {
    if (weight != null) {
      log.narrowed(weight, new RowRange(firstRow + start, part.dim(0).size()));
    }
    return new OutlineTensor(log, dtype, part, weight, firstRow + start);
  }

  @Override
  public List<Tensor> chunk(int parts, int axis) {
    int counted = axis(axis, "chunk");
    Dim piece = shape.dim(counted).dividedBy(parts);
    return Collections.nCopies(parts, view(shape.with(counted, piece)));
  }

  @Override
  public Tensor expand(Dim... dims) {
    Shape target = Shape.of(dims);
    OutlineShapes.broadcast(shape, target, "expand");
    return view(target);
  }

  @Override
  public Tensor padEnd(int axis, Dim count, double value) {
    int counted = axis(axis, "padEnd");
    return result(dtype, shape.with(counted, shape.dim(counted).plus(count)));
  }

  @Override
  public Tensor concat(int axis, List<Tensor> others) {
    int counted = axis(axis, "concat");
    Dim total = shape.dim(counted);
    for (Tensor other : others) {
      Operation what = Operation.of("concat", this, other);
      requireSameType(other, what);
      OutlineShapes.requireRank(other.shape(), shape.rank(), what);
      for (int i = 0; i < shape.rank(); i++) {
        if (i != counted) {
          OutlineShapes.requireEqual(other.dim(i), shape.dim(i), what);
        }
      }
      total = total.plus(other.dim(counted));
    }
    return result(dtype, shape.with(counted, total));
  }

  @Override
  public Tensor matmul(Tensor other) {
    requireSameType(other, "matmul");
    return result(dtype, OutlineShapes.product(shape, other.shape()));
  }

  @Override
  public Tensor linear(Tensor weight, @Nullable Tensor bias) {
    Operation what = new Operation("linear", this, "by", weight);
    requireSameType(weight, what);
    OutlineShapes.requireRank(weight.shape(), 2, what);
    OutlineShapes.requireEqual(dim(-1), weight.dim(1), what);
    if (bias != null) {
      requireSameType(bias, what);
      OutlineShapes.requireEqual(bias.dim(0), weight.dim(0), what);
    }
    if (weight instanceof OutlineTensor outlined && outlined.weight != null) {
      log.multiplied(outlined.weight);
    }
    return result(dtype, shape.with(shape.rank() - 1, weight.dim(0)));
  }

  @Override
  public Tensor conv2d(Tensor weight, @Nullable Tensor bias, Convolution options) {
    requireSameType(weight, "conv2d");
    return result(dtype, OutlineShapes.convolved(shape, weight.shape(), options));
  }

  @Override
  public Tensor upsampleNearest2x() {
    OutlineShapes.requireRank(shape, 4, "upsampleNearest2x");
    return result(dtype, Shape.of(dim(0), dim(1), dim(2).times(2), dim(3).times(2)));
  }

  @Override
  public Tensor rows(Tensor ids) {
    if (weight != null) {
      log.lookedUp(weight);
    }
    List<Dim> dims = new ArrayList<>(ids.shape().dims());
    dims.addAll(shape.dims().subList(1, shape.rank()));
    return result(dtype, new Shape(dims));
  }

  @Override
  public Tensor gather(int axis, Tensor indices) {
    axis(axis, "gather");
    OutlineShapes.requireRank(indices.shape(), shape.rank(), "gather");
    return result(dtype, indices.shape());
  }

  @Override
  public Tensor rmsNorm(@Nullable Tensor weight, double eps) {
    return normed(weight, "rmsNorm");
  }

  @Override
  public Tensor layerNorm(@Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    return normed(weight, "layerNorm");
  }

  private Tensor normed(@Nullable Tensor weight, String operation) {
    if (weight != null) {
      OutlineShapes.requireEqual(weight.dim(0), dim(-1), operation);
    }
    return result(dtype, shape);
  }

  @Override
  public Tensor where(Tensor condition, Tensor other) {
    requireSameType(other, "where");
    Shape both = OutlineShapes.broadcast(shape, other.shape(), "where");
    return result(dtype, OutlineShapes.broadcast(both, condition.shape(), "where"));
  }

  @Override
  public Tensor attention(
      Tensor keys, Tensor values, @Nullable Tensor mask, boolean causal, double scale) {
    OutlineShapes.requireRank(shape, 4, "attention");
    OutlineShapes.requireEqual(keys.dim(3), dim(3), Operation.of("attention", this, keys));
    return result(dtype, shape);
  }

  @Override
  public Tensor cachedAttention(Tensor keys, Tensor values, KeyValueCache cache, double scale) {
    return attention(keys, values, null, true, scale);
  }

  @Override
  public String toString() {
    return dtype + shape.toString();
  }
}
