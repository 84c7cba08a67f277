package ai.kelix.onnx.internal.recording;

import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.Convolution;
import ai.kelix.tensor.DType;
import ai.kelix.tensor.Dim;
import ai.kelix.tensor.KeyValueCache;
import ai.kelix.tensor.Shape;
import ai.kelix.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A handle on a value of the graph being recorded. */
final class RecordedTensor extends RecordedMath {
  private final Recorder recorder;
  private final Value value;

  RecordedTensor(Recorder recorder, Value value) {
    this.recorder = recorder;
    this.value = value;
  }

  Recorder recorder() {
    return recorder;
  }

  /** Returns the graph's value, after all updates in place so far. */
  Value value() {
    return recorder.latest(value);
  }

  boolean belongsTo(Recorder other) {
    return recorder == other;
  }

  @Override
  RecordedTensor self() {
    return this;
  }

  @Override
  RecordedTensor own(Tensor tensor) {
    return recorder.own(tensor);
  }

  private @Nullable RecordedTensor ownOrNull(@Nullable Tensor tensor) {
    return tensor == null ? null : own(tensor);
  }

  @Override
  public Shape shape() {
    return value.shape();
  }

  @Override
  public DType dtype() {
    return value.dtype();
  }

  @Override
  public Tensor named(String stage) {
    recorder.stage(stage, value());
    return this;
  }

  @Override
  public Tensor to(DType dtype) {
    return recorder.tensor(recorder.cast(value(), dtype));
  }

  @Override
  public Tensor reshape(Dim... dims) {
    return Reshaping.reshape(this, Shape.of(dims));
  }

  @Override
  public Tensor permute(int... axes) {
    return Reshaping.permute(this, axes);
  }

  @Override
  public Tensor transpose(int first, int second) {
    int rank = shape().rank();
    int[] axes = IntStream.range(0, rank).toArray();
    axes[Shape.axis(first, rank, "transpose")] = Shape.axis(second, rank, "transpose");
    axes[Shape.axis(second, rank, "transpose")] = Shape.axis(first, rank, "transpose");
    return permute(axes);
  }

  @Override
  public RecordedTensor unsqueeze(int axis) {
    return Reshaping.unsqueeze(this, axis);
  }

  @Override
  public RecordedTensor squeeze(int axis) {
    return Reshaping.squeeze(this, axis);
  }

  @Override
  public Tensor narrow(int axis, Dim start, Dim length) {
    return Selection.narrow(this, axis, start, length);
  }

  @Override
  public List<Tensor> chunk(int parts, int axis) {
    return List.copyOf(Selection.chunk(this, parts, axis));
  }

  @Override
  public Tensor expand(Dim... dims) {
    return Reshaping.expand(this, Shape.of(dims));
  }

  @Override
  public Tensor padEnd(int axis, Dim count, double value) {
    return Selection.padEnd(this, axis, count, value);
  }

  @Override
  public Tensor concat(int axis, List<Tensor> others) {
    return Selection.concat(
        Stream.concat(Stream.of(this), others.stream().map(this::own)).toList(), axis);
  }

  @Override
  public Tensor matmul(Tensor other) {
    return Products.matmul(this, own(other));
  }

  @Override
  public Tensor linear(Tensor weight, @Nullable Tensor bias) {
    return Products.linear(this, own(weight), ownOrNull(bias));
  }

  @Override
  public Tensor conv2d(Tensor weight, @Nullable Tensor bias, Convolution options) {
    return Products.conv2d(this, own(weight), ownOrNull(bias), options);
  }

  @Override
  public Tensor upsampleNearest2x() {
    return Products.upsampleNearest2x(this);
  }

  @Override
  public Tensor rows(Tensor ids) {
    return Selection.rows(this, own(ids));
  }

  @Override
  public Tensor gather(int axis, Tensor indices) {
    return Selection.gather(this, axis, own(indices));
  }

  @Override
  public Tensor rmsNorm(@Nullable Tensor weight, double eps) {
    return Normalization.rmsNorm(this, ownOrNull(weight), eps);
  }

  @Override
  public Tensor layerNorm(@Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    return Normalization.layerNorm(this, ownOrNull(weight), ownOrNull(bias), eps);
  }

  @Override
  public Tensor where(Tensor condition, Tensor other) {
    return Elementwise.where(this, own(condition), own(other));
  }

  @Override
  public Tensor attention(
      Tensor keys, Tensor values, @Nullable Tensor mask, boolean causal, double scale) {
    return Attention.attend(this, own(keys), own(values), ownOrNull(mask), causal, scale);
  }

  @Override
  public Tensor cachedAttention(Tensor keys, Tensor values, KeyValueCache cache, double scale) {
    return new CachedAttention(recorder, cache).attend(this, own(keys), own(values), scale);
  }

  @Override
  public String toString() {
    return dtype() + shape().toString();
  }
}
