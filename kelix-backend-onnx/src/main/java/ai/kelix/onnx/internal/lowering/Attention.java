package ai.kelix.onnx.internal.lowering;

import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.op.Attending;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import java.util.ArrayList;
import java.util.List;

/** Attention within one call, by the fused operator that suits it. */
final class Attention {
  private static final List<Integer> SWAPPED = List.of(0, 2, 1, 3);

  private final Emitter emitter;
  private final Views views;

  Attention(Emitter emitter, Views views) {
    this.emitter = emitter;
    this.views = views;
  }

  Value attend(Attending.Attention op, Call call) {
    if (KernelChoice.multiHead(op, call.x().shape(), call.in(1).shape())) {
      return multiHead(op, call);
    }
    NodeBuilder node = emitter.node("Attention").in(call.operands().subList(0, 3));
    if (op.masked()) {
      node.in(fullMask(call.in(3), call.x().shape().dim(2), call.in(1).shape().dim(2)));
    }
    return node.set("scale", op.scale()).set("is_causal", op.causal() ? 1 : 0).value(call.type());
  }

  private Value multiHead(Attending.Attention op, Call call) {
    Shape shape = call.type().shape();
    Value joined =
        emitter
            .microsoftNode("MultiHeadAttention")
            .in(call.operands().stream().map(this::joined).toList())
            .set("num_heads", shape.dim(1).size())
            .set("scale", op.scale())
            .value(call.type().with(joined(shape)));
    return split(joined, shape);
  }

  /** The operator broadcasts a mask over batch and heads, but not over queries and keys. */
  private Value fullMask(Value mask, Dim queries, Dim keys) {
    List<Dim> dims = new ArrayList<>(mask.shape().dims());
    while (dims.size() < 2) {
      dims.add(0, Dim.of(1));
    }
    dims.set(dims.size() - 2, queries);
    dims.set(dims.size() - 1, keys);
    return views.expand(mask, new Shape(dims));
  }

  /** {@code [batch, heads, length, width]} to {@code [batch, length, heads·width]}. */
  Value joined(Value x) {
    return views.reshape(views.permute(x, SWAPPED), joined(x.shape()));
  }

  static Shape joined(Shape shape) {
    return Shape.of(shape.dim(0), shape.dim(2), shape.dim(1).times(shape.dim(3)));
  }

  /** {@code [batch, length, heads·width]} to this shape. */
  Value split(Value x, Shape shape) {
    Shape heads = Shape.of(shape.dim(0), shape.dim(2), shape.dim(1), shape.dim(3));
    return views.permute(views.reshape(x, heads), SWAPPED);
  }
}
