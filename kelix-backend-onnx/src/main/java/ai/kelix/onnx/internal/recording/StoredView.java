package ai.kelix.onnx.internal.recording;

import ai.kelix.onnx.internal.graph.Initializer;
import ai.kelix.onnx.internal.graph.Node;
import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.DType;
import ai.kelix.tensor.Dim;
import ai.kelix.tensor.Shape;
import java.util.Locale;
import java.util.Optional;

/**
 * A weight, seen where it is stored. Rows or another shape of it are again a piece of the file, so
 * they need neither a node nor a copy.
 *
 * @param recorder of the weight
 * @param stored the constant as it lies in the file
 * @param data its place
 * @param dtype the type in which the program uses it
 */
record StoredView(Recorder recorder, Value stored, Initializer.External data, DType dtype) {

  /** Returns the view of a tensor that is a weight, converted or not. */
  static Optional<StoredView> of(RecordedTensor x) {
    Value value = x.value();
    Node cast = value.producedBy("Cast");
    Value stored = cast == null ? value : cast.input(0);
    return stored.initializer() instanceof Initializer.External data
        ? Optional.of(new StoredView(x.recorder(), stored, data, x.dtype()))
        : Optional.empty();
  }

  /** Returns the same elements under another known shape. */
  RecordedTensor reshaped(Shape shape) {
    return piece(stored.suggestedName(), data, shape);
  }

  /** Tells whether a range along this axis is contiguous. */
  boolean isContiguous(int axis, Dim start, Dim length) {
    return start.isFixed()
        && length.isFixed()
        && stored.shape().dims().subList(0, axis).stream().allMatch(Dim::isOne);
  }

  /** Returns a range along an axis where it is contiguous. */
  RecordedTensor narrowed(int axis, long start, long length) {
    long step = data.length() / stored.shape().dim(axis).size();
    String name =
        String.format(Locale.ROOT, "%s[%d:%d]", stored.suggestedName(), start, start + length);
    return piece(
        name,
        new Initializer.External(data.file(), data.offset() + start * step, length * step),
        stored.shape().with(axis, Dim.of(length)));
  }

  private RecordedTensor piece(String name, Initializer.External place, Shape shape) {
    Value value = recorder.constants().stored(name, stored.dtype(), shape, place);
    return recorder.tensor(recorder.cast(value, dtype));
  }
}
