package ai.kelix.onnx.internal.recording;

import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.Dim;
import org.jspecify.annotations.Nullable;

/** Normalisations over the innermost dimension, which must be known. */
final class Normalization {

  private Normalization() {}

  static RecordedTensor rmsNorm(RecordedTensor x, @Nullable RecordedTensor weight, double eps) {
    return x.recorder()
        .node("SimplifiedLayerNormalization")
        .in(x.value(), scale(x, weight, "rmsNorm"))
        .set("axis", -1)
        .set("epsilon", eps)
        .set("stash_type", 1)
        .tensor(x.dtype(), x.shape());
  }

  static RecordedTensor layerNorm(
      RecordedTensor x,
      @Nullable RecordedTensor weight,
      @Nullable RecordedTensor bias,
      double eps) {
    NodeBuilder node =
        x.recorder().node("LayerNormalization").in(x.value(), scale(x, weight, "layerNorm"));
    if (bias != null) {
      node.in(checked(x, bias, "layerNorm"));
    }
    return node.set("axis", -1).set("epsilon", eps).tensor(x.dtype(), x.shape());
  }

  private static Value scale(RecordedTensor x, @Nullable RecordedTensor weight, String operation) {
    if (weight != null) {
      return checked(x, weight, operation);
    }
    return x.recorder().cast(x.recorder().filled(1, x.dim(-1).size()), x.dtype());
  }

  private static Value checked(RecordedTensor x, RecordedTensor weight, String operation) {
    Shapes.requireSameType(x, weight, operation);
    Shapes.requireRank(weight, 1, operation);
    Dim width = x.dim(-1);
    Shapes.requireEqual(weight.dim(0), width, operation);
    return weight.value();
  }
}
