package ai.kelix.onnx.internal.recording;

import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.DType;
import ai.kelix.tensor.Dim;
import ai.kelix.tensor.KeyValueCache;
import ai.kelix.tensor.Shape;
import ai.kelix.tensor.Tensor;
import java.util.Locale;

/**
 * Attention that appends to a cache.
 *
 * <p>The operators write into the memory of the cache when a run gives them the same memory for the
 * old and the new cache, so nothing is copied. {@code GroupQueryAttention} reads only the positions
 * in use but wants head widths that are multiples of eight; other widths go through {@code
 * TensorScatter} and a mask over the whole capacity.
 */
final class CachedAttention {
  private static final int WIDTH_MULTIPLE = 8;

  /** Weighs nothing after the softmax, and stays finite. */
  private static final double HIDDEN = -1e30;

  private final Recorder recorder;
  private final RecordedTensor keys;
  private final RecordedTensor values;
  private final RecordedTensor length;

  CachedAttention(Recorder recorder, KeyValueCache cache) {
    this.recorder = recorder;
    this.keys = recorder.own(cache.keys());
    this.values = recorder.own(cache.values());
    this.length = recorder.own(cache.length());
  }

  RecordedTensor attend(RecordedTensor q, RecordedTensor k, RecordedTensor v, double scale) {
    Attention.requireOperands(q, k, v);
    requireCache(k);
    if (q.dim(3).size() % WIDTH_MULTIPLE == 0) {
      return grouped(q, k, v, scale);
    }
    append(keys, k);
    append(values, v);
    return Attention.attend(q, keys, values, mask(q), false, scale);
  }

  private void requireCache(RecordedTensor k) {
    String what = String.format(Locale.ROOT, "cached attention with keys %s and cache %s", k, keys);
    Shapes.requireRank(keys, 4, what);
    Shapes.requireEqual(values.dim(2), keys.dim(2), what);
    for (int axis : new int[] {1, 3}) {
      Shapes.requireEqual(keys.dim(axis), k.dim(axis), what);
      Shapes.requireEqual(values.dim(axis), k.dim(axis), what);
    }
    Shapes.requireEqual(k.dim(0), Dim.of(1), what);
    Shapes.requireType(length, DType.I64, what);
    Shapes.requireRank(length, 1, what);
  }

  private RecordedTensor grouped(
      RecordedTensor q, RecordedTensor k, RecordedTensor v, double scale) {
    CacheLengths.Lengths lengths = recorder.cacheLengths().of(length.value(), q.dim(2));
    NodeBuilder node =
        recorder
            .microsoftNode("GroupQueryAttention")
            .in(Attention.joined(q), Attention.joined(k), Attention.joined(v))
            .in(keys.value(), values.value(), lengths.last(), lengths.total())
            .set("num_heads", q.dim(1).size())
            .set("kv_num_heads", k.dim(1).size())
            .set("scale", scale);
    Shape joined = Shape.of(q.dim(0), q.dim(2), q.dim(1).times(q.dim(3)));
    Value output = node.value(q.dtype(), joined);
    Value newKeys = node.value(q.dtype(), keys.shape());
    Value newValues = node.value(q.dtype(), values.shape());
    recorder.replace(keys.value(), newKeys);
    recorder.replace(values.value(), newValues);
    return Attention.split(recorder.tensor(output), q.shape());
  }

  private void append(RecordedTensor cache, RecordedTensor added) {
    Value before = cache.value();
    Value after =
        recorder
            .node("TensorScatter")
            .in(before, added.value(), length.value())
            .set("axis", 2)
            .value(cache.dtype(), cache.shape());
    recorder.replace(before, after);
  }

  /** Row {@code i} sees positions up to {@code length + i}. */
  private RecordedTensor mask(RecordedTensor q) {
    RecordingTensors make = new RecordingTensors(recorder);
    Tensor position = make.range(q.dim(2)).plus(length).unsqueeze(1);
    Tensor seen = position.atLeast(make.range(keys.dim(2)).unsqueeze(0));
    Tensor shown = make.scalar(0, q.dtype());
    return recorder.own(shown.where(seen, make.scalar(HIDDEN, q.dtype())));
  }
}
