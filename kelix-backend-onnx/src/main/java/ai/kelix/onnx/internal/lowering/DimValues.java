package ai.kelix.onnx.internal.lowering;

import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.program.Symbols;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.DimPolynomial;
import ai.kelix.tensor.type.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Turns sizes into int64 values of the graph; each size is computed once. */
final class DimValues {
  private static final Shape ONE = Shape.of(1);

  private final Emitter emitter;
  private final Symbols symbols;
  private final Map<DimPolynomial, Value> singles = new HashMap<>();
  private final Map<DimPolynomial, Value> scalars = new HashMap<>();
  private final Map<DimPolynomial, Value> ranges = new HashMap<>();

  DimValues(Emitter emitter, Symbols symbols) {
    this.emitter = emitter;
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
      return emitter.constants().longs();
    }
    flush(known, parts);
    return parts.size() == 1 ? parts.get(0) : concat(parts, entries.size());
  }

  private void flush(List<Long> known, List<Value> parts) {
    if (!known.isEmpty()) {
      parts.add(emitter.constants().longs(known.stream().mapToLong(Long::longValue).toArray()));
      known.clear();
    }
  }

  /** Returns a size as a vector of length 1. */
  Value single(Dim dim) {
    if (dim.isFixed()) {
      return emitter.constants().longs(dim.size());
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
      return emitter.constants().longs(new long[] {dim.size()}, Shape.SCALAR);
    }
    return scalars.computeIfAbsent(
        DimPolynomial.of(dim),
        key ->
            emitter
                .node("Squeeze")
                .in(single(dim), emitter.constants().longs(0))
                .value(DType.I64, Shape.SCALAR));
  }

  /** Returns 0, 1, … {@code count − 1}. */
  Value range(Dim count) {
    if (count.isFixed()) {
      return emitter.constants().longs(LongStream.range(0, count.size()).toArray());
    }
    return ranges.computeIfAbsent(
        DimPolynomial.of(count),
        key -> {
          Value zero = emitter.constants().scalar(0, DType.I64);
          Value one = emitter.constants().scalar(1, DType.I64);
          return emitter
              .node("Range")
              .in(zero, scalar(count), one)
              .value(DType.I64, Shape.of(count));
        });
  }

  private Value compute(Dim dim) {
    if (dim instanceof Dim.Symbol symbol) {
      return read(symbols.originOf(symbol.name()));
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

  private Value read(Symbols.Origin origin) {
    Value value =
        emitter
            .node("Shape")
            .in(emitter.input(origin.input()))
            .set("start", origin.axis())
            .set("end", origin.axis() + 1)
            .value(DType.I64, ONE);
    if (origin.offset() != 0) {
      value = binary("Sub", value, emitter.constants().longs(origin.offset()));
    }
    if (origin.factor().denominator() != 1) {
      value = binary("Mul", value, emitter.constants().longs(origin.factor().denominator()));
    }
    if (origin.factor().numerator() != 1) {
      value = binary("Div", value, emitter.constants().longs(origin.factor().numerator()));
    }
    return value;
  }

  private Value binary(String operator, Value left, Value right) {
    return emitter.node(operator).in(left, right).value(DType.I64, ONE);
  }

  private Value concat(List<Value> parts, long length) {
    return emitter.node("Concat").in(parts).set("axis", 0).value(DType.I64, Shape.of(length));
  }
}
