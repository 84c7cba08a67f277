package ai.kelix.onnx.internal.lowering;

import ai.kelix.onnx.internal.graph.Initializer;
import ai.kelix.onnx.internal.graph.Node;
import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.op.View;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import java.util.Locale;
import java.util.Optional;

/**
 * A weight, seen where it is stored. Rows or another shape of it are again a piece of the file, so
 * they need neither a node nor a copy.
 *
 * @param stored the constant as it lies in the file
 * @param data its place
 * @param dtype the type in which the program uses it
 */
record StoredView(Value stored, Initializer.External data, DType dtype) {

  /** Returns the view of a value that is a weight, converted or not. */
  static Optional<StoredView> of(Value value) {
    Node cast = value.producedBy("Cast");
    Value stored = cast == null ? value : cast.input(0);
    return stored.initializer() instanceof Initializer.External data
        ? Optional.of(new StoredView(stored, data, value.dtype()))
        : Optional.empty();
  }

  /** Returns the same elements under another known shape. */
  Value reshaped(Emitter emitter, Shape shape) {
    return piece(emitter, stored.suggestedName(), data, shape);
  }

  /** Tells whether a range is contiguous. */
  boolean isContiguous(View.Narrow range) {
    return range.start().isFixed()
        && range.length().isFixed()
        && stored.shape().dims().subList(0, range.axis()).stream().allMatch(Dim::isOne);
  }

  /** Returns a range that is contiguous. */
  Value narrowed(Emitter emitter, View.Narrow range) {
    long start = range.start().size();
    long length = range.length().size();
    long step = data.length() / stored.shape().dim(range.axis()).size();
    String name =
        String.format(Locale.ROOT, "%s[%d:%d]", stored.suggestedName(), start, start + length);
    return piece(
        emitter,
        name,
        new Initializer.External(data.file(), data.offset() + start * step, length * step),
        stored.shape().with(range.axis(), range.length()));
  }

  private Value piece(Emitter emitter, String name, Initializer.External place, Shape shape) {
    return emitter.cast(emitter.constants().stored(name, stored.dtype(), shape, place), dtype);
  }
}
