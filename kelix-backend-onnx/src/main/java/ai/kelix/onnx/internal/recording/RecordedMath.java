package ai.kelix.onnx.internal.recording;

import ai.kelix.tensor.Tensor;

/** The part of a recorded tensor that computes element by element or along an axis. */
abstract class RecordedMath implements Tensor {

  /** Returns this tensor as what it is. */
  abstract RecordedTensor self();

  /** Returns an operand as this recording's. */
  abstract RecordedTensor own(Tensor tensor);

  @Override
  public Tensor plus(Tensor other) {
    return Elementwise.binary("Add", self(), own(other));
  }

  @Override
  public Tensor minus(Tensor other) {
    return Elementwise.binary("Sub", self(), own(other));
  }

  @Override
  public Tensor times(Tensor other) {
    return Elementwise.binary("Mul", self(), own(other));
  }

  @Override
  public Tensor dividedBy(Tensor other) {
    return Elementwise.binary("Div", self(), own(other));
  }

  @Override
  public Tensor maximum(Tensor other) {
    return Elementwise.binary("Max", self(), own(other));
  }

  @Override
  public Tensor minimum(Tensor other) {
    return Elementwise.binary("Min", self(), own(other));
  }

  @Override
  public Tensor and(Tensor other) {
    return Elementwise.binary("And", self(), own(other));
  }

  @Override
  public Tensor plus(double number) {
    return Elementwise.withNumber("Add", self(), number);
  }

  @Override
  public Tensor times(double number) {
    return Elementwise.withNumber("Mul", self(), number);
  }

  @Override
  public Tensor clamp(double min, double max) {
    return Elementwise.clamp(self(), min, max);
  }

  @Override
  public Tensor negated() {
    return Elementwise.unary("Neg", self());
  }

  @Override
  public Tensor sqrt() {
    return Elementwise.unary("Sqrt", self());
  }

  @Override
  public Tensor abs() {
    return Elementwise.unary("Abs", self());
  }

  @Override
  public Tensor exp() {
    return Elementwise.unary("Exp", self());
  }

  @Override
  public Tensor log() {
    return Elementwise.unary("Log", self());
  }

  @Override
  public Tensor sin() {
    return Elementwise.unary("Sin", self());
  }

  @Override
  public Tensor cos() {
    return Elementwise.unary("Cos", self());
  }

  @Override
  public Tensor floor() {
    return Elementwise.unary("Floor", self());
  }

  @Override
  public Tensor round() {
    return Elementwise.unary("Round", self());
  }

  @Override
  public Tensor tanh() {
    return Elementwise.unary("Tanh", self());
  }

  @Override
  public Tensor sigmoid() {
    return Elementwise.unary("Sigmoid", self());
  }

  @Override
  public Tensor relu() {
    return Elementwise.unary("Relu", self());
  }

  @Override
  public Tensor not() {
    return Elementwise.unary("Not", self());
  }

  @Override
  public Tensor square() {
    return times(this);
  }

  @Override
  public Tensor silu() {
    return Elementwise.silu(self());
  }

  @Override
  public Tensor gelu() {
    return Elementwise.gelu(self(), "none");
  }

  @Override
  public Tensor geluTanh() {
    return Elementwise.gelu(self(), "tanh");
  }

  @Override
  public Tensor equalTo(Tensor other) {
    return Elementwise.compare("Equal", self(), own(other));
  }

  @Override
  public Tensor lessThan(Tensor other) {
    return Elementwise.compare("Less", self(), own(other));
  }

  @Override
  public Tensor atLeast(Tensor other) {
    return Elementwise.compare("GreaterOrEqual", self(), own(other));
  }

  @Override
  public Tensor sum(int axis, boolean keepDim) {
    return Reductions.reduce("ReduceSum", self(), axis, keepDim);
  }

  @Override
  public Tensor mean(int axis, boolean keepDim) {
    return Reductions.reduce("ReduceMean", self(), axis, keepDim);
  }

  @Override
  public Tensor max(int axis, boolean keepDim) {
    return Reductions.reduce("ReduceMax", self(), axis, keepDim);
  }

  @Override
  public Tensor argmax(int axis, boolean keepDim) {
    return Reductions.indexOf("ArgMax", self(), axis, keepDim);
  }

  @Override
  public Tensor argmin(int axis, boolean keepDim) {
    return Reductions.indexOf("ArgMin", self(), axis, keepDim);
  }

  @Override
  public Tensor softmax(int axis) {
    return Reductions.normalize("Softmax", self(), axis);
  }

  @Override
  public Tensor logSoftmax(int axis) {
    return Reductions.normalize("LogSoftmax", self(), axis);
  }

  @Override
  public Tensor cumulativeSum(int axis) {
    return Reductions.cumulativeSum(self(), axis);
  }

  @Override
  public Sorted sortDescending() {
    return Reductions.sortDescending(self());
  }
}
