package ai.kelix.onnx.internal.lowering;

import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.DimPolynomial;
import ai.kelix.tensor.type.Shape;
import java.util.HashMap;
import java.util.Map;

/** The lengths that cached attention needs, computed once for all layers. */
final class CacheLengths {
  private final Emitter emitter;
  private final Map<Key, Lengths> known = new HashMap<>();

  private record Key(Value length, DimPolynomial added) {}

  /**
   * What the operator wants to know.
   *
   * @param last int32 {@code [batch]}: index of the last position after this step
   * @param total int32 of rank 0: positions of the longest sequence after this step
   * @param longest the same, int64 {@code [1]}
   */
  record Lengths(Value last, Value total, Value longest) {}

  CacheLengths(Emitter emitter) {
    this.emitter = emitter;
  }

  /**
   * Returns the lengths of a step.
   *
   * @param length int64 {@code [batch]}: positions before
   * @param added positions that the step adds
   */
  Lengths of(Value length, Dim added) {
    return known.computeIfAbsent(
        new Key(length, DimPolynomial.of(added)), key -> compute(length, added));
  }

  private Lengths compute(Value length, Dim added) {
    Value total = sum("Add", length, emitter.dims().single(added));
    Value last = sum("Sub", total, emitter.constants().longs(1));
    Value longest = total.shape().dim(0).isOne() ? total : longest(total);
    Value scalar =
        emitter
            .node("Squeeze")
            .in(longest, emitter.constants().longs(0))
            .value(DType.I64, Shape.SCALAR);
    return new Lengths(emitter.cast(last, DType.I32), emitter.cast(scalar, DType.I32), longest);
  }

  private Value longest(Value total) {
    return emitter
        .node("ReduceMax")
        .in(total, emitter.constants().longs(0))
        .set("keepdims", 1)
        .value(DType.I64, Shape.of(1));
  }

  private Value sum(String operator, Value left, Value right) {
    return emitter.node(operator).in(left, right).value(DType.I64, left.shape());
  }
}
