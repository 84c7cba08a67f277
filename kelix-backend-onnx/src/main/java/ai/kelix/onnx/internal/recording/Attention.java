package ai.kelix.onnx.internal.recording;

import ai.kelix.core.tensor.DType;
import ai.kelix.core.tensor.Dim;
import ai.kelix.core.tensor.KeyValueCache;
import ai.kelix.core.tensor.Shape;
import ai.kelix.core.tensor.Tensor;
import ai.kelix.onnx.internal.graph.Value;
import org.jspecify.annotations.Nullable;

/** Attention, by ONNX Runtime's fused operators where they apply. */
final class Attention {

  private Attention() {}

  static Tensor attend(
      RecordedTensor q,
      RecordedTensor k,
      RecordedTensor v,
      @Nullable RecordedTensor mask,
      boolean causal,
      double scale) {
    long groups = groups(q, k);
    Tensor keys = repeated(k, groups);
    Tensor values = repeated(v, groups);
    Tensor logits = q.times(scale).matmul(keys.transpose(-1, -2));
    if (mask != null) {
      logits = logits.plus(mask);
    }
    if (causal) {
      logits = logits.plus(causalMask(q, q.dim(2), k.dim(2)));
    }
    return logits.softmax(-1).matmul(values);
  }

  private static Tensor causalMask(RecordedTensor q, Dim length, Dim keyLength) {
    RecordingTensors make = new RecordingTensors(q.recorder());
    Tensor row = make.range(length).unsqueeze(1);
    Tensor column = make.range(keyLength).unsqueeze(0);
    Tensor allowed = row.atLeast(column);
    return make.scalar(0, q.dtype()).where(allowed, make.scalar(-1e30, q.dtype()));
  }

  private static Tensor repeated(RecordedTensor x, long groups) {
    if (groups == 1) {
      return x;
    }
    Dim[] wide = {x.dim(0), x.dim(1), Dim.of(groups), x.dim(2), x.dim(3)};
    return x.unsqueeze(2)
        .expand(wide)
        .reshape(x.dim(0), x.dim(1).times(groups), x.dim(2), x.dim(3));
  }

  private static long groups(RecordedTensor q, RecordedTensor k) {
    Shapes.requireRank(q, 4, "attention queries");
    Shapes.requireRank(k, 4, "attention keys");
    Shapes.requireSameType(q, k, "attention");
    long heads = q.dim(1).size();
    long keyHeads = k.dim(1).size();
    if (heads % keyHeads != 0) {
      throw new IllegalArgumentException(
          "attention: %d query heads cannot share %d key heads".formatted(heads, keyHeads));
    }
    return heads / keyHeads;
  }

  static RecordedTensor cached(
      RecordedTensor q, RecordedTensor k, RecordedTensor v, KeyValueCache cache, double scale) {
    groups(q, k);
    Recorder recorder = q.recorder();
    RecordedTensor pastKeys = recorder.own(cache.keys());
    RecordedTensor pastValues = recorder.own(cache.values());
    CacheLengths.Lengths lengths =
        recorder.cacheLengths().of(recorder.own(cache.length()).value(), q.dim(2));
    long heads = q.dim(1).size();
    long width = q.dim(3).size();
    NodeBuilder node =
        recorder
            .microsoftNode("GroupQueryAttention")
            .in(flat(q), flat(k), flat(v), pastKeys.value(), pastValues.value())
            .in(lengths.last(), lengths.totalScalar())
            .set("num_heads", heads)
            .set("kv_num_heads", k.dim(1).size())
            .set("scale", scale);
    Value output = node.value(q.dtype(), Shape.of(q.dim(0), q.dim(2), Dim.of(heads * width)));
    recorder.replace(pastKeys.value(), node.value(q.dtype(), pastKeys.shape()));
    recorder.replace(pastValues.value(), node.value(q.dtype(), pastValues.shape()));
    return (RecordedTensor)
        recorder
            .tensor(output)
            .reshape(q.dim(0), q.dim(2), Dim.of(heads), Dim.of(width))
            .permute(0, 2, 1, 3);
  }

  /** {@code [batch, heads, length, width]} to {@code [batch, length, heads·width]}. */
  private static Value flat(RecordedTensor x) {
    return x.recorder()
        .own(x.permute(0, 2, 1, 3).reshape(x.dim(0), x.dim(2), x.dim(1).times(x.dim(3))))
        .value();
  }

  static void requireFloat(RecordedTensor x) {
    Shapes.requireType(x, DType.F32, "attention");
  }
}
