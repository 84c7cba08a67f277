package ai.kelix.onnx.internal.lowering;

import ai.kelix.onnx.internal.graph.Attribute;
import ai.kelix.onnx.internal.graph.Node;
import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.op.View;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.DimPolynomial;
import ai.kelix.tensor.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * New shapes, orders and parts of the same elements. Chains collapse: a reshape of a reshape and a
 * transposition of a transposition become one, and vanish when they cancel.
 */
final class Views implements View.Cases<Call, Value> {
  private static final long TO_THE_END = Long.MAX_VALUE;

  private final Emitter emitter;

  Views(Emitter emitter) {
    this.emitter = emitter;
  }

  @Override
  public Value reshape(View.Reshape op, Call call) {
    return reshape(call.x(), call.type().shape());
  }

  @Override
  public Value permute(View.Permute op, Call call) {
    return permute(call.x(), op.axes());
  }

  @Override
  public Value unsqueeze(View.Unsqueeze op, Call call) {
    return reshape(call.x(), call.type().shape());
  }

  @Override
  public Value squeeze(View.Squeeze op, Call call) {
    return reshape(call.x(), call.type().shape());
  }

  @Override
  public Value narrow(View.Narrow op, Call call) {
    return narrow(call.x(), op);
  }

  @Override
  public Value expand(View.Expand op, Call call) {
    return expand(call.x(), call.type().shape());
  }

  Value reshape(Value x, Shape target) {
    if (DimPolynomial.equal(x.shape(), target)) {
      return x;
    }
    Optional<StoredView> weight = StoredView.of(x);
    if (weight.isPresent() && target.isFixed()) {
      return weight.get().reshaped(emitter, target);
    }
    Value source = x;
    Node previous = x.producedBy("Reshape");
    if (previous != null) {
      source = previous.input(0);
      if (DimPolynomial.equal(source.shape(), target)) {
        return source;
      }
    }
    boolean empty = target.dims().stream().anyMatch(dim -> dim.isFixed() && dim.size() == 0);
    return emitter
        .node("Reshape")
        .in(source, empty ? emitter.dims().vector(target.dims()) : sizes(source, target))
        .set("allowzero", empty ? 1 : 0)
        .value(x.dtype(), target);
  }

  /** Writes 0 where the size is the source's, −1 for one that follows from the rest. */
  private Value sizes(Value source, Shape target) {
    List<SizeEntry> entries = new ArrayList<>();
    boolean inferred = false;
    for (int i = 0; i < target.rank(); i++) {
      Dim dim = target.dim(i);
      if (dim.isFixed()) {
        entries.add(new SizeEntry.Known(dim.size()));
      } else if (i < source.shape().rank() && DimPolynomial.equal(dim, source.shape().dim(i))) {
        entries.add(new SizeEntry.Known(0));
      } else if (!inferred) {
        inferred = true;
        entries.add(new SizeEntry.Known(-1));
      } else {
        entries.add(new SizeEntry.Computed(dim));
      }
    }
    return emitter.dims().entries(entries);
  }

  /** Orders axes anew: axis {@code i} of the result is axis {@code axes[i]} of {@code x}. */
  Value permute(Value x, List<Integer> axes) {
    Value source = x;
    List<Integer> order = axes;
    Node previous = x.producedBy("Transpose");
    if (previous != null) {
      source = previous.input(0);
      List<Long> before = ((Attribute.Ints) previous.attributes().get(0)).values();
      order = axes.stream().map(axis -> before.get(axis).intValue()).toList();
    }
    if (keepsOrder(order)) {
      return source;
    }
    return emitter
        .node("Transpose")
        .in(source)
        .set("perm", order.stream().map(Integer::longValue).toList())
        .value(x.dtype(), new Shape(order.stream().map(source.shape()::dim).toList()));
  }

  private static boolean keepsOrder(List<Integer> axes) {
    for (int i = 0; i < axes.size(); i++) {
      if (axes.get(i) != i) {
        return false;
      }
    }
    return true;
  }

  Value expand(Value x, Shape target) {
    if (DimPolynomial.equal(x.shape(), target)) {
      return x;
    }
    int added = target.rank() - x.shape().rank();
    List<SizeEntry> entries = new ArrayList<>();
    for (int i = 0; i < target.rank(); i++) {
      Dim before = i < added ? Dim.of(1) : x.shape().dim(i - added);
      boolean kept = DimPolynomial.equal(before, target.dim(i));
      entries.add(kept ? new SizeEntry.Known(1) : SizeEntry.of(target.dim(i)));
    }
    return emitter.node("Expand").in(x, emitter.dims().entries(entries)).value(x.dtype(), target);
  }

  private Value narrow(Value x, View.Narrow op) {
    Dim size = x.shape().dim(op.axis());
    Dim end = op.start().plus(op.length());
    boolean toTheEnd = DimPolynomial.equal(end, size);
    if (toTheEnd && DimPolynomial.equal(op.start(), Dim.of(0))) {
      return x;
    }
    Optional<StoredView> weight = StoredView.of(x);
    if (weight.isPresent() && weight.get().isContiguous(op)) {
      return weight.get().narrowed(emitter, op);
    }
    Value endValue = toTheEnd ? emitter.constants().longs(TO_THE_END) : emitter.dims().single(end);
    return emitter
        .node("Slice")
        .in(x, emitter.dims().single(op.start()), endValue, emitter.constants().longs(op.axis()))
        .value(x.dtype(), x.shape().with(op.axis(), op.length()));
  }

  /** Cuts a value into pieces of these lengths along one axis. */
  List<Value> split(Value x, int axis, List<Dim> lengths) {
    boolean even = lengths.stream().allMatch(length -> DimPolynomial.equal(length, lengths.get(0)));
    NodeBuilder node = emitter.node("Split").in(x).set("axis", axis);
    if (even) {
      node.set("num_outputs", lengths.size());
    } else {
      node.in(emitter.dims().vector(lengths));
    }
    List<Value> pieces = new ArrayList<>(lengths.size());
    for (Dim length : lengths) {
      pieces.add(node.value(x.dtype(), x.shape().with(axis, length)));
    }
    return pieces;
  }
}
