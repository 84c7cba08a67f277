package ai.kelix.onnx.internal.lowering;

import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.op.Attending;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import ai.kelix.tensor.type.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Attention that appends to a cache.
 *
 * <p>The operators write into the memory of the cache when a run gives them the same memory for the
 * old and the new cache, so nothing is copied. {@code GroupQueryAttention} reads only the positions
 * in use; what it does not take goes through {@code TensorScatter} and a mask over the positions
 * that the longest sequence uses.
 */
final class CachedAttention {
  /** Positions of the longest sequence, which follow from numbers and not from sizes. */
  private static final Dim LONGEST = Dim.symbol("longest");

  /** Weighs nothing after the softmax, and stays finite. */
  private static final double HIDDEN = -1e30;

  private final Emitter emitter;
  private final Views views;
  private final Attention attention;
  private final CacheLengths lengths;
  private final Map<Lengths, Value> batched = new HashMap<>();
  private final Map<MaskKey, Value> masks = new HashMap<>();

  private record Lengths(Value lengths, Dim batch) {}

  private record MaskKey(Value lengths, Dim added, DType dtype) {}

  CachedAttention(Emitter emitter, Views views, Attention attention) {
    this.emitter = emitter;
    this.views = views;
    this.attention = attention;
    this.lengths = new CacheLengths(emitter);
  }

  /**
   * Appends and attends.
   *
   * @param call queries, keys, values, both caches and the lengths before
   * @return what the queries found, the cache of keys and the cache of values after the step
   */
  List<Value> step(Attending.CachedAttention op, Call call) {
    Value before =
        batched.computeIfAbsent(
            new Lengths(call.in(5), call.type().dim(0)),
            given -> views.expand(given.lengths(), Shape.of(given.batch())));
    return KernelChoice.grouped(call.type().shape())
        ? grouped(op, call, before)
        : scattered(op, call, before);
  }

  private List<Value> grouped(Attending.CachedAttention op, Call call, Value before) {
    TensorType result = call.type();
    CacheLengths.Lengths after = lengths.of(before, result.dim(2));
    Value keys = call.in(3);
    Value values = call.in(4);
    NodeBuilder node =
        emitter
            .microsoftNode("GroupQueryAttention")
            .in(attention.joined(call.in(0)), attention.joined(call.in(1)))
            .in(attention.joined(call.in(2)), keys, values, after.last(), after.total())
            .set("num_heads", result.dim(1).size())
            .set("kv_num_heads", keys.shape().dim(1).size())
            .set("scale", op.scale());
    Value output = node.value(result.with(Attention.joined(result.shape())));
    Value newKeys = node.value(keys.dtype(), keys.shape());
    Value newValues = node.value(values.dtype(), values.shape());
    return List.of(attention.split(output, result.shape()), newKeys, newValues);
  }

  private List<Value> scattered(Attending.CachedAttention op, Call call, Value before) {
    TensorType result = call.type();
    Value keys = appended(call.in(3), call.in(1), before);
    Value values = appended(call.in(4), call.in(2), before);
    Value longest = lengths.of(before, result.dim(2)).longest();
    Value mask =
        masks.computeIfAbsent(new MaskKey(before, result.dim(2), result.dtype()), this::mask);
    Attending.Attention over = new Attending.Attention(true, false, op.scale());
    List<Value> operands = List.of(call.x(), used(keys, longest), used(values, longest), mask);
    return List.of(attention.attend(over, new Call(operands, call.types())), keys, values);
  }

  /** The positions of a cache that any sequence uses. */
  private Value used(Value cache, Value longest) {
    return emitter
        .node("Slice")
        .in(cache, emitter.constants().longs(0), longest, emitter.constants().longs(2))
        .value(cache.dtype(), cache.shape().with(2, LONGEST));
  }

  private Value appended(Value cache, Value added, Value before) {
    return emitter
        .node("TensorScatter")
        .in(cache, added, before)
        .set("axis", 2)
        .value(cache.dtype(), cache.shape());
  }

  /** {@code [batch, 1, added, longest]}: row {@code i} sees positions up to its own. */
  private Value mask(MaskKey key) {
    Dim batch = key.lengths().shape().dim(0);
    Dim one = Dim.of(1);
    Shape rows = Shape.of(batch, one, key.added(), one);
    Value first = views.reshape(key.lengths(), Shape.of(batch, one, one, one));
    Value added = views.reshape(emitter.dims().range(key.added()), Shape.of(key.added(), one));
    Value last = emitter.node("Add").in(first, added).value(DType.I64, rows);
    Value places = places(lengths.of(key.lengths(), key.added()).longest());
    Shape shape = Shape.of(batch, one, key.added(), LONGEST);
    Value seen = emitter.node("GreaterOrEqual").in(last, places).value(DType.BOOL, shape);
    Value shown = emitter.scalar(0, key.dtype());
    return emitter
        .node("Where")
        .in(seen, shown, emitter.scalar(HIDDEN, key.dtype()))
        .value(key.dtype(), shape);
  }

  private Value places(Value longest) {
    Value count =
        emitter
            .node("Squeeze")
            .in(longest, emitter.constants().longs(0))
            .value(DType.I64, Shape.SCALAR);
    return emitter
        .node("Range")
        .in(emitter.constants().scalar(0, DType.I64), count)
        .in(emitter.constants().scalar(1, DType.I64))
        .value(DType.I64, Shape.of(LONGEST));
  }
}
