package ai.kelix.onnx.internal.recording;

import ai.kelix.onnx.internal.graph.Node;
import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.DType;
import ai.kelix.tensor.Dim;
import ai.kelix.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Parts of tensors, and tensors put together from parts. */
final class Selection {
  private static final long TO_THE_END = Long.MAX_VALUE;

  private Selection() {}

  static RecordedTensor narrow(RecordedTensor x, int axis, Dim start, Dim length) {
    int counted = Shape.axis(axis, x.shape().rank(), "narrow");
    Dim size = x.dim(counted);
    Dim end = start.plus(length);
    if (size.isFixed() && end.isFixed() && end.size() > size.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "narrow: elements %s to %s do not exist in axis %d of %s",
              start,
              end,
              axis,
              x.shape()));
    }
    boolean toTheEnd = DimPolynomial.equal(end, size);
    if (toTheEnd && DimPolynomial.equal(start, Dim.of(0))) {
      return x;
    }
    Optional<StoredView> weight = StoredView.of(x);
    if (weight.isPresent() && weight.get().isContiguous(counted, start, length)) {
      return weight.get().narrowed(counted, start.size(), length.size());
    }
    Recorder recorder = x.recorder();
    Value endValue =
        toTheEnd ? recorder.constants().longs(TO_THE_END) : recorder.dims().single(end);
    return recorder
        .node("Slice")
        .in(x.value(), recorder.dims().single(start), endValue, recorder.constants().longs(counted))
        .tensor(x.dtype(), x.shape().with(counted, length));
  }

  static List<RecordedTensor> chunk(RecordedTensor x, int parts, int axis) {
    int counted = Shape.axis(axis, x.shape().rank(), "chunk");
    if (parts < 1) {
      throw new IllegalArgumentException("chunk: parts must be positive, got " + parts);
    }
    if (parts == 1) {
      return List.of(x);
    }
    Shape piece = x.shape().with(counted, x.dim(counted).dividedBy(parts));
    NodeBuilder node =
        x.recorder().node("Split").in(x.value()).set("axis", counted).set("num_outputs", parts);
    List<RecordedTensor> pieces = new ArrayList<>(parts);
    for (int i = 0; i < parts; i++) {
      pieces.add(node.tensor(x.dtype(), piece));
    }
    return List.copyOf(pieces);
  }

  static RecordedTensor concat(List<RecordedTensor> tensors, int axis) {
    RecordedTensor first = tensors.get(0);
    int counted = Shape.axis(axis, first.shape().rank(), "concat");
    Dim total = first.dim(counted);
    for (RecordedTensor next : tensors.subList(1, tensors.size())) {
      requireFits(first, next, counted);
      total = total.plus(next.dim(counted));
    }
    if (tensors.size() == 1) {
      return first;
    }
    return first
        .recorder()
        .node("Concat")
        .in(tensors.stream().map(RecordedTensor::value).toList())
        .set("axis", counted)
        .tensor(first.dtype(), first.shape().with(counted, total));
  }

  private static void requireFits(RecordedTensor first, RecordedTensor next, int axis) {
    Shapes.requireSameType(first, next, "concat");
    Shapes.requireRank(next, first.shape().rank(), "concat");
    for (int i = 0; i < first.shape().rank(); i++) {
      if (i != axis) {
        Shapes.requireEqual(
            next.dim(i),
            first.dim(i),
            String.format(Locale.ROOT, "concat of %s and %s", first, next));
      }
    }
  }

  static RecordedTensor padEnd(RecordedTensor x, int axis, Dim count, double value) {
    int counted = Shape.axis(axis, x.shape().rank(), "padEnd");
    if (DimPolynomial.equal(count, Dim.of(0))) {
      return x;
    }
    Recorder recorder = x.recorder();
    Value pads = recorder.dims().entries(List.of(new SizeEntry.Known(0), SizeEntry.of(count)));
    return recorder
        .node("Pad")
        .in(x.value(), pads, recorder.scalar(value, x.dtype()), recorder.constants().longs(counted))
        .tensor(x.dtype(), x.shape().with(counted, x.dim(counted).plus(count)));
  }

  /** Rows of a table stored in 16 bits are taken first and converted then. */
  static RecordedTensor rows(RecordedTensor table, RecordedTensor ids) {
    Shapes.requireType(ids, DType.I64, "rows");
    List<Dim> dims = new ArrayList<>(ids.shape().dims());
    dims.addAll(table.shape().dims().subList(1, table.shape().rank()));
    Recorder recorder = table.recorder();
    Value stored = table.value();
    Node cast = stored.producedBy("Cast");
    if (cast != null && cast.input(0).initializer() != null) {
      stored = cast.input(0);
    }
    Value rows =
        recorder
            .node("Gather")
            .in(stored, ids.value())
            .set("axis", 0)
            .value(stored.dtype(), new Shape(dims));
    return recorder.tensor(recorder.cast(rows, table.dtype()));
  }

  static RecordedTensor gather(RecordedTensor x, int axis, RecordedTensor indices) {
    Shapes.requireType(indices, DType.I64, "gather");
    Shapes.requireRank(indices, x.shape().rank(), "gather");
    return x.recorder()
        .node("GatherElements")
        .in(x.value(), indices.value())
        .set("axis", Shape.axis(axis, x.shape().rank(), "gather"))
        .tensor(x.dtype(), indices.shape());
  }
}
