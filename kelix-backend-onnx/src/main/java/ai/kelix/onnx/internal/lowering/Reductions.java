package ai.kelix.onnx.internal.lowering;

import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.op.Reduction;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.TensorType;
import java.util.List;

/** Operations along one axis. */
final class Reductions implements Reduction.Cases<Call, List<Value>> {
  private final Emitter emitter;

  Reductions(Emitter emitter) {
    this.emitter = emitter;
  }

  @Override
  public List<Value> reduce(Reduction.Reduce op, Call call) {
    return List.of(
        switch (op.kind()) {
          case SUM -> over("ReduceSum", op, call);
          case MEAN -> over("ReduceMean", op, call);
          case MAX -> over("ReduceMax", op, call);
          case ARGMAX -> indexOf("ArgMax", op, call);
          case ARGMIN -> indexOf("ArgMin", op, call);
        });
  }

  @Override
  public List<Value> softmax(Reduction.Softmax op, Call call) {
    return List.of(along("Softmax", op.axis(), call));
  }

  @Override
  public List<Value> logSoftmax(Reduction.LogSoftmax op, Call call) {
    return List.of(along("LogSoftmax", op.axis(), call));
  }

  @Override
  public List<Value> cumulativeSum(Reduction.CumulativeSum op, Call call) {
    Value axis = emitter.constants().scalar(op.axis(), DType.I64);
    return List.of(emitter.node("CumSum").in(call.x(), axis).value(call.type()));
  }

  @Override
  public List<Value> sortDescending(Reduction.SortDescending op, Call call) {
    return largest(call);
  }

  @Override
  public List<Value> topK(Reduction.TopK op, Call call) {
    return largest(call);
  }

  private Value along(String operator, int axis, Call call) {
    return emitter.node(operator).in(call.x()).set("axis", axis).value(call.type());
  }

  private Value over(String operator, Reduction.Reduce op, Call call) {
    return emitter
        .node(operator)
        .in(call.x(), emitter.constants().longs(op.axis()))
        .set("keepdims", op.keepDim() ? 1 : 0)
        .value(call.type());
  }

  private Value indexOf(String operator, Reduction.Reduce op, Call call) {
    return emitter
        .node(operator)
        .in(call.x())
        .set("axis", op.axis())
        .set("keepdims", op.keepDim() ? 1 : 0)
        .value(call.type());
  }

  /** The operator sorts, and takes of equal ones the earlier first. */
  private List<Value> largest(Call call) {
    TensorType best = call.type();
    NodeBuilder node =
        emitter
            .node("TopK")
            .in(call.x(), emitter.dims().single(best.dim(-1)))
            .set("axis", best.rank() - 1);
    return List.of(node.value(best), node.value(call.types().get(1)));
  }
}
