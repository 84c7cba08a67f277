package ai.kelix.onnx.internal.recording;

import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.DType;
import ai.kelix.tensor.Shape;
import ai.kelix.tensor.TensorMath.Sorted;

/** Operations along one axis. */
final class Reductions {

  private Reductions() {}

  static RecordedTensor reduce(String operator, RecordedTensor x, int axis, boolean keepDim) {
    int counted = Shape.axis(axis, x.shape().rank(), operator);
    return x.recorder()
        .node(operator)
        .in(x.value(), x.recorder().constants().longs(counted))
        .set("keepdims", keepDim ? 1 : 0)
        .tensor(x.dtype(), x.shape().reduced(counted, keepDim));
  }

  static RecordedTensor indexOf(String operator, RecordedTensor x, int axis, boolean keepDim) {
    int counted = Shape.axis(axis, x.shape().rank(), operator);
    return x.recorder()
        .node(operator)
        .in(x.value())
        .set("axis", counted)
        .set("keepdims", keepDim ? 1 : 0)
        .tensor(DType.I64, x.shape().reduced(counted, keepDim));
  }

  /** Softmax or its logarithm. */
  static RecordedTensor normalize(String operator, RecordedTensor x, int axis) {
    return x.recorder()
        .node(operator)
        .in(x.value())
        .set("axis", Shape.axis(axis, x.shape().rank(), operator))
        .tensor(x.dtype(), x.shape());
  }

  static RecordedTensor cumulativeSum(RecordedTensor x, int axis) {
    int counted = Shape.axis(axis, x.shape().rank(), "CumSum");
    Value position = x.recorder().constants().scalar(counted, DType.I64);
    return x.recorder().node("CumSum").in(x.value(), position).tensor(x.dtype(), x.shape());
  }

  static Sorted sortDescending(RecordedTensor x) {
    int last = Shape.axis(-1, x.shape().rank(), "TopK");
    Shape shape = x.shape();
    NodeBuilder node =
        x.recorder()
            .node("TopK")
            .in(x.value(), x.recorder().dims().single(shape.dim(last)))
            .set("axis", last);
    RecordedTensor values = node.tensor(x.dtype(), shape);
    return new Sorted(values, node.tensor(DType.I64, shape));
  }
}
