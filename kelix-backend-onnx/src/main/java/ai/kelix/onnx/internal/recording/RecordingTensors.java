package ai.kelix.onnx.internal.recording;

import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.DType;
import ai.kelix.tensor.Dim;
import ai.kelix.tensor.Shape;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import java.util.Locale;
import java.util.stream.LongStream;

/** Records tensors that depend on no other. */
final class RecordingTensors implements Tensors {
  private final Recorder recorder;

  RecordingTensors(Recorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public Tensor constant(float[] values, long... sizes) {
    requireCount(values.length, sizes);
    return recorder.tensor(recorder.constants().floats(values, Shape.of(sizes)));
  }

  @Override
  public Tensor constant(long[] values, long... sizes) {
    requireCount(values.length, sizes);
    return recorder.tensor(recorder.constants().longs(values, Shape.of(sizes)));
  }

  private static void requireCount(long found, long... sizes) {
    long expected = LongStream.of(sizes).reduce(1, Math::multiplyExact);
    if (found != expected) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "shape %s holds %d elements, found %d",
              Shape.of(sizes),
              expected,
              found));
    }
  }

  @Override
  public Tensor scalar(double value, DType dtype) {
    return recorder.tensor(recorder.scalar(value, dtype));
  }

  @Override
  public Tensor range(Dim count) {
    if (count.isFixed()) {
      long[] values = LongStream.range(0, count.size()).toArray();
      return recorder.tensor(recorder.constants().longs(values));
    }
    Value zero = recorder.constants().scalar(0, DType.I64);
    Value one = recorder.constants().scalar(1, DType.I64);
    return recorder
        .node("Range")
        .in(zero, recorder.dims().scalar(count), one)
        .tensor(DType.I64, Shape.of(count));
  }

  @Override
  public Tensor sizeOf(Dim dim) {
    return recorder.tensor(recorder.dims().scalar(dim));
  }

  @Override
  public Tensor full(double value, DType dtype, Shape shape) {
    return recorder
        .node("Expand")
        .in(recorder.scalar(value, dtype), recorder.dims().vector(shape.dims()))
        .tensor(dtype, shape);
  }
}
