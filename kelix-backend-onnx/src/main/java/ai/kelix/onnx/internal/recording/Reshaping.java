package ai.kelix.onnx.internal.recording;

import ai.kelix.onnx.internal.graph.Attribute;
import ai.kelix.onnx.internal.graph.Node;
import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.Dim;
import ai.kelix.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * New shapes and orders of the same elements. Chains collapse: a reshape of a reshape and a
 * transposition of a transposition become one, and vanish when they cancel.
 */
final class Reshaping {

  private Reshaping() {}

  static RecordedTensor reshape(RecordedTensor x, Shape target) {
    if (DimPolynomial.differ(x.shape().count(), target.count())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "reshape: %s and %s have different counts", x.shape(), target));
    }
    Value source = x.value();
    if (Shapes.equal(source.shape(), target)) {
      return x;
    }
    Optional<StoredView> weight = StoredView.of(x);
    if (weight.isPresent() && target.isFixed()) {
      return weight.get().reshaped(target);
    }
    Node previous = source.producedBy("Reshape");
    if (previous != null) {
      source = previous.input(0);
      if (Shapes.equal(source.shape(), target)) {
        return x.recorder().tensor(source);
      }
    }
    boolean empty = target.dims().stream().anyMatch(dim -> dim.isFixed() && dim.size() == 0);
    return x.recorder()
        .node("Reshape")
        .in(source, empty ? x.recorder().dims().vector(target.dims()) : sizes(x, source, target))
        .set("allowzero", empty ? 1 : 0)
        .tensor(x.dtype(), target);
  }

  /** Writes 0 where the size is the source's, −1 for one that follows from the rest. */
  private static Value sizes(RecordedTensor x, Value source, Shape target) {
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
    return x.recorder().dims().entries(entries);
  }

  static RecordedTensor permute(RecordedTensor x, int... axes) {
    int rank = x.shape().rank();
    int[] order = IntStream.of(axes).map(axis -> Shape.axis(axis, rank, "permute")).toArray();
    if (order.length != rank || IntStream.of(order).distinct().count() != rank) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "permute: %s is no order of the axes of %s",
              java.util.Arrays.toString(axes),
              x));
    }
    Value source = x.value();
    Node previous = source.producedBy("Transpose");
    if (previous != null) {
      source = previous.input(0);
      List<Long> before = ((Attribute.Ints) previous.attributes().get(0)).values();
      order = IntStream.of(order).map(axis -> before.get(axis).intValue()).toArray();
    }
    Shape from = source.shape();
    if (keepsOrder(order)) {
      return x.recorder().tensor(source);
    }
    return x.recorder()
        .node("Transpose")
        .in(source)
        .set("perm", IntStream.of(order).mapToObj(axis -> (long) axis).toList())
        .tensor(x.dtype(), new Shape(IntStream.of(order).mapToObj(from::dim).toList()));
  }

  private static boolean keepsOrder(int[] axes) {
    for (int i = 0; i < axes.length; i++) {
      if (axes[i] != i) {
        return false;
      }
    }
    return true;
  }

  static RecordedTensor unsqueeze(RecordedTensor x, int axis) {
    int counted = Shape.axis(axis, x.shape().rank() + 1, "unsqueeze");
    List<Dim> dims = new ArrayList<>(x.shape().dims());
    dims.add(counted, Dim.of(1));
    return reshape(x, new Shape(dims));
  }

  static RecordedTensor squeeze(RecordedTensor x, int axis) {
    int counted = Shape.axis(axis, x.shape().rank(), "squeeze");
    Shapes.requireEqual(
        x.dim(counted), Dim.of(1), String.format(Locale.ROOT, "squeeze of axis %d of %s", axis, x));
    return reshape(x, x.shape().reduced(counted, false));
  }

  static RecordedTensor expand(RecordedTensor x, Shape target) {
    Shape from = x.shape();
    if (Shapes.equal(from, target)) {
      return x;
    }
    int added = target.rank() - from.rank();
    List<SizeEntry> entries = new ArrayList<>();
    for (int i = 0; i < target.rank(); i++) {
      Dim before = i < added ? Dim.of(1) : from.dim(i - added);
      if (added < 0 || (!before.isOne() && DimPolynomial.differ(before, target.dim(i)))) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "expand: %s does not expand to %s", from, target));
      }
      boolean kept = DimPolynomial.equal(before, target.dim(i));
      entries.add(kept ? new SizeEntry.Known(1) : SizeEntry.of(target.dim(i)));
    }
    return x.recorder()
        .node("Expand")
        .in(x.value(), x.recorder().dims().entries(entries))
        .tensor(x.dtype(), target);
  }
}
