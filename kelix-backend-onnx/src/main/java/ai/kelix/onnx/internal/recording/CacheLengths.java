package ai.kelix.onnx.internal.recording;

import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.DType;
import ai.kelix.tensor.Dim;
import ai.kelix.tensor.Shape;
import java.util.HashMap;
import java.util.Map;

/** The lengths that cached attention needs, computed once for all layers. */
final class CacheLengths {
  private final Recorder recorder;
  private final Map<Key, Lengths> known = new HashMap<>();

  private record Key(Value length, DimPolynomial added) {}

  /**
   * What the operator wants to know.
   *
   * @param last int32 {@code [1]}: index of the last position after this step
   * @param total int32 of rank 0: positions after this step
   */
  record Lengths(Value last, Value total) {}

  CacheLengths(Recorder recorder) {
    this.recorder = recorder;
  }

  /**
   * Returns the lengths of a step.
   *
   * @param length int64 {@code [1]}: positions before
   * @param added positions that the step adds
   */
  Lengths of(Value length, Dim added) {
    return known.computeIfAbsent(
        new Key(length, DimPolynomial.of(added)), key -> compute(length, added));
  }

  private Lengths compute(Value length, Dim added) {
    Value total = sum("Add", length, recorder.dims().single(added));
    Value last = sum("Sub", total, recorder.constants().longs(1));
    Value scalar =
        recorder
            .node("Squeeze")
            .in(total, recorder.constants().longs(0))
            .value(DType.I64, Shape.SCALAR);
    return new Lengths(recorder.cast(last, DType.I32), recorder.cast(scalar, DType.I32));
  }

  private Value sum(String operator, Value left, Value right) {
    return recorder.node(operator).in(left, right).value(DType.I64, Shape.of(1));
  }
}
