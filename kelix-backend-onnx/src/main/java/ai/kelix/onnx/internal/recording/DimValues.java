package ai.kelix.onnx.internal.recording;

import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.DType;
import ai.kelix.tensor.Dim;
import ai.kelix.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns sizes into int64 values of the graph; each size is computed once. */
final class DimValues {
  private static final Shape ONE = Shape.of(1);

  private final Recorder recorder;
  private final Symbols symbols;
  private final Map<DimPolynomial, Value> singles = new HashMap<>();
  private final Map<DimPolynomial, Value> scalars = new HashMap<>();

  DimValues(Recorder recorder, Symbols symbols) {
    this.recorder = recorder;
    this.symbols = symbols;
  }

  /** Returns the sizes as a vector. */
  Value vector(List<Dim> dims) {
    return entries(dims.stream().map(SizeEntry::of).toList());
  }

  /** Returns the entries as a vector; neighbours that are known now are one constant. */
  Value entries(List<SizeEntry> entries) {
    List<Value> parts = new ArrayList<>();
    List<Long> known = new ArrayList<>();
    for (SizeEntry entry : entries) {
      if (entry instanceof SizeEntry.Known number) {
        known.add(number.number());
      } else {
        flush(known, parts);
        parts.add(single(((SizeEntry.Computed) entry).dim()));
      }
    }
    if (entries.isEmpty()) {
      return recorder.constants().longs();
    }
    flush(known, parts);
    return parts.size() == 1 ? parts.get(0) : concat(parts, entries.size());
  }

  private void flush(List<Long> known, List<Value> parts) {
    if (!known.isEmpty()) {
      parts.add(recorder.constants().longs(known.stream().mapToLong(Long::longValue).toArray()));
      known.clear();
    }
  }

  /** Returns a size as a vector of length 1. */
  Value single(Dim dim) {
    if (dim.isFixed()) {
      return recorder.constants().longs(dim.size());
    }
    DimPolynomial key = DimPolynomial.of(dim);
    Value known = singles.get(key);
    if (known == null) {
      known = compute(dim);
      singles.put(key, known);
    }
    return known;
  }

  /** Returns a size as a scalar. */
  Value scalar(Dim dim) {
    if (dim.isFixed()) {
      return recorder.constants().longs(new long[] {dim.size()}, Shape.SCALAR);
    }
    return scalars.computeIfAbsent(
        DimPolynomial.of(dim),
        key ->
            recorder
                .node("Squeeze")
                .in(single(dim), recorder.constants().longs(0))
                .value(DType.I64, Shape.SCALAR));
  }

  private Value compute(Dim dim) {
    if (dim instanceof Dim.Symbol symbol) {
      return read(symbols.sourceOf(symbol.name()));
    }
    Dim.Derived derived = (Dim.Derived) dim;
    String operator =
        switch (derived.operator()) {
          case PLUS -> "Add";
          case MINUS -> "Sub";
          case TIMES -> "Mul";
          case DIVIDED_BY -> "Div";
        };
    return binary(operator, single(derived.left()), single(derived.right()));
  }

  private Value read(Symbols.Source source) {
    Value value =
        recorder
            .node("Shape")
            .in(recorder.input(source.input()))
            .set("start", source.axis())
            .set("end", source.axis() + 1)
            .value(DType.I64, ONE);
    if (source.offset() != 0) {
      value = binary("Sub", value, recorder.constants().longs(source.offset()));
    }
    if (source.factor().denominator() != 1) {
      value = binary("Mul", value, recorder.constants().longs(source.factor().denominator()));
    }
    if (source.factor().numerator() != 1) {
      value = binary("Div", value, recorder.constants().longs(source.factor().numerator()));
    }
    return value;
  }

  private Value binary(String operator, Value left, Value right) {
    return recorder.node(operator).in(left, right).value(DType.I64, ONE);
  }

  private Value concat(List<Value> parts, long length) {
    return recorder.node("Concat").in(parts).set("axis", 0).value(DType.I64, Shape.of(length));
  }
}
