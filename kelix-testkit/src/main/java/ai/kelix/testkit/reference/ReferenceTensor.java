package ai.kelix.testkit.reference;

import ai.kelix.tensor.Convolution;
import ai.kelix.tensor.DType;
import ai.kelix.tensor.KeyValueCache;
import ai.kelix.tensor.Shape;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.HostTensor;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An eager tensor of doubles or longs. May be used from any thread. */
public final class ReferenceTensor extends ShapingTensor {
  private final Observer observer;
  private final Values values;
  private final boolean state;

  private ReferenceTensor(Observer observer, Values values, boolean state) {
    this.observer = observer;
    this.values = values;
    this.state = state;
  }

  static ReferenceTensor of(Observer observer, Values values) {
    return new ReferenceTensor(observer, values, false);
  }

  /** A program state, whose array may be written. */
  static ReferenceTensor state(Observer observer, Values values) {
    return new ReferenceTensor(observer, values, true);
  }

  /** Makes a tensor of type F32 that keeps double precision; the array is copied. */
  public static ReferenceTensor of(double[] values, long... sizes) {
    return of(Observer.NONE, Values.of(DType.F32, Layout.narrowed(sizes), values.clone()));
  }

  /** Returns the elements of a floating tensor at full precision in a new array. */
  public double[] doubles() {
    return requireFloating("doubles").floats().clone();
  }

  /** Copies the elements out. */
  public HostTensor toHost() {
    return values.toHost();
  }

  @Override
  Values values() {
    return values;
  }

  /** Returns the array to write into. */
  Values writable(String what) {
    if (!state) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s must be a state input of the program itself, %s is not",
              what,
              values));
    }
    return values;
  }

  @Override
  ReferenceTensor make(Values result) {
    return of(observer, result);
  }

  @Override
  public Shape shape() {
    return Shape.of(Arrays.stream(values.sizes()).asLongStream().toArray());
  }

  @Override
  public DType dtype() {
    return values.dtype();
  }

  @Override
  public Tensor named(String stage) {
    observer.observe(stage, values);
    return this;
  }

  @Override
  public Tensor to(DType dtype) {
    return make(values.to(dtype));
  }

  @Override
  public Tensor matmul(Tensor other) {
    return make(Products.matmul(requireFloating("matmul"), sameType("matmul", other)));
  }

  @Override
  public Tensor linear(Tensor weight, @Nullable Tensor bias) {
    Values x = requireFloating("linear");
    Values product = Products.linear(x, sameType("linear", weight));
    return bias == null ? make(product) : make(Products.biased(product, sameType("linear", bias)));
  }

  @Override
  public Tensor conv2d(Tensor weight, @Nullable Tensor bias, Convolution options) {
    Values x = requireFloating("conv2d");
    Values summands = bias == null ? null : sameType("conv2d", bias);
    return make(new Convolving(x, sameType("conv2d", weight), options).compute(summands));
  }

  @Override
  public Tensor upsampleNearest2x() {
    Values x = values();
    if (x.rank() != 4) {
      throw new IllegalArgumentException("upsampleNearest2x wants 4 dimensions, found " + x);
    }
    int[] s = x.sizes();
    int[] repeated = {s[0], s[1], s[2], 2, s[3], 2};
    Values spread = spread(x.reshaped(s[0], s[1], s[2], 1, s[3], 1), repeated);
    return make(spread.reshaped(s[0], s[1], 2 * s[2], 2 * s[3]));
  }

  @Override
  public Tensor attention(
      Tensor keys, Tensor values, @Nullable Tensor mask, boolean causal, double scale) {
    Values q = requireFloating("attention");
    Attention attention =
        new Attention(q, sameType("attention", keys), sameType("attention", values), scale);
    if (causal) {
      attention.requireEqualLengths();
    }
    Values added = mask == null ? null : sameType("attention", mask);
    return make(attention.compute(added, causal ? 1 : Integer.MAX_VALUE));
  }

  @Override
  public Tensor cachedAttention(Tensor keys, Tensor values, KeyValueCache cache, double scale) {
    Values q = requireFloating("cachedAttention");
    Cache written =
        Cache.append(cache, sameType("cachedAttention", keys), sameType("cachedAttention", values));
    Attention attention = new Attention(q, written.keys(), written.values(), scale);
    return make(attention.compute(null, written.before() + 1));
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
