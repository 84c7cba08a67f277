package ai.kelix.testkit.reference;

import ai.kelix.tensor.DType;
import ai.kelix.tensor.Dim;
import ai.kelix.tensor.Shape;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.program.HostTensor;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Makes reference tensors; all dimensions are known. Thread-safe. */
public final class ReferenceTensors implements Tensors {
  private final Observer observer;

  /** A factory outside of any program. */
  public ReferenceTensors() {
    this(Observer.NONE);
  }

  ReferenceTensors(Observer observer) {
    this.observer = observer;
  }

  /** Copies numbers of any type. */
  public ReferenceTensor from(HostTensor tensor) {
    return make(Values.of(tensor));
  }

  private ReferenceTensor make(Values values) {
    return ReferenceTensor.of(observer, values);
  }

  @Override
  public Tensor constant(float[] values, long... sizes) {
    int[] shape = shape(values.length, sizes);
    double[] widened = IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    return make(Values.of(DType.F32, shape, widened));
  }

  @Override
  public Tensor constant(long[] values, long... sizes) {
    return make(Values.of(DType.I64, shape(values.length, sizes), values.clone()));
  }

  private static int[] shape(int count, long... sizes) {
    int[] shape = Layout.narrowed(sizes);
    if (Layout.count(shape) != count) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "constant: %d values do not fill %s", count, Shape.of(sizes)));
    }
    return shape;
  }

  @Override
  public Tensor scalar(double value, DType dtype) {
    return make(Filling.of(value, dtype));
  }

  @Override
  public Tensor range(Dim count) {
    long[] values = LongStream.range(0, count.size()).toArray();
    return make(Values.of(DType.I64, new int[] {values.length}, values));
  }

  @Override
  public Tensor sizeOf(Dim dim) {
    return make(Values.of(DType.I64, new int[0], new long[] {dim.size()}));
  }

  @Override
  public Tensor full(double value, DType dtype, Shape shape) {
    return make(Filling.of(value, dtype, Layout.narrowed(shape.sizes())));
  }
}
