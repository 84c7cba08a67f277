package ai.kelix.onnx.internal.recording;

import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.DType;
import ai.kelix.tensor.Shape;

/** Operations element by element. */
final class Elementwise {

  private Elementwise() {}

  /** An operation on one operand that keeps its shape and type. */
  static RecordedTensor unary(String operator, RecordedTensor x) {
    return x.recorder().node(operator).in(x.value()).tensor(x.dtype(), x.shape());
  }

  /** An operation on two operands of one type. */
  static RecordedTensor binary(String operator, RecordedTensor x, RecordedTensor y) {
    Shapes.requireSameType(x, y, operator);
    return combine(operator, x, y, x.dtype());
  }

  /** A comparison. */
  static RecordedTensor compare(String operator, RecordedTensor x, RecordedTensor y) {
    Shapes.requireSameType(x, y, operator);
    return combine(operator, x, y, DType.BOOL);
  }

  /** An operation with a number as second operand. */
  static RecordedTensor withNumber(String operator, RecordedTensor x, double number) {
    Value scalar = x.recorder().scalar(number, x.dtype());
    return x.recorder().node(operator).in(x.value(), scalar).tensor(x.dtype(), x.shape());
  }

  static RecordedTensor clamp(RecordedTensor x, double min, double max) {
    Recorder recorder = x.recorder();
    return recorder
        .node("Clip")
        .in(x.value(), recorder.scalar(min, x.dtype()), recorder.scalar(max, x.dtype()))
        .tensor(x.dtype(), x.shape());
  }

  static RecordedTensor gelu(RecordedTensor x, String approximation) {
    return x.recorder()
        .node("Gelu")
        .in(x.value())
        .set("approximate", approximation)
        .tensor(x.dtype(), x.shape());
  }

  static RecordedTensor silu(RecordedTensor x) {
    return x.recorder()
        .microsoftNode("QuickGelu")
        .in(x.value())
        .set("alpha", 1.0)
        .tensor(x.dtype(), x.shape());
  }

  static RecordedTensor where(RecordedTensor x, RecordedTensor condition, RecordedTensor other) {
    Shapes.requireType(condition, DType.BOOL, "where");
    Shapes.requireSameType(x, other, "where");
    Shape shape = Shapes.broadcast(x.shape(), other.shape(), "where");
    return x.recorder()
        .node("Where")
        .in(condition.value(), x.value(), other.value())
        .tensor(x.dtype(), Shapes.broadcast(shape, condition.shape(), "where"));
  }

  private static RecordedTensor combine(
      String operator, RecordedTensor x, RecordedTensor y, DType result) {
    Shape shape = Shapes.broadcast(x.shape(), y.shape(), operator);
    return x.recorder().node(operator).in(x.value(), y.value()).tensor(result, shape);
  }
}
