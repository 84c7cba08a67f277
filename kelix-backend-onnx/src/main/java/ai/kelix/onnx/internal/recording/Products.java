package ai.kelix.onnx.internal.recording;

import ai.kelix.tensor.Convolution;
import ai.kelix.tensor.Dim;
import ai.kelix.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Matrix products and convolutions. Weights stay as they are stored, {@code [out, in]}. */
final class Products {

  private Products() {}

  static RecordedTensor matmul(RecordedTensor x, RecordedTensor y) {
    Shapes.requireSameType(x, y, "matmul");
    Shape left = x.shape();
    Shape right = y.shape();
    if (left.rank() < 2 || right.rank() < 2) {
      throw new IllegalArgumentException("matmul: ranks must be at least 2: " + x + " and " + y);
    }
    Shapes.requireEqual(right.dim(-2), left.dim(-1), "matmul of " + x + " and " + y);
    List<Dim> dims = new ArrayList<>(Shapes.broadcast(outer(left), outer(right), "matmul").dims());
    dims.add(left.dim(-2));
    dims.add(right.dim(-1));
    return x.recorder().node("MatMul").in(x.value(), y.value()).tensor(x.dtype(), new Shape(dims));
  }

  static RecordedTensor linear(
      RecordedTensor x, RecordedTensor weight, @Nullable RecordedTensor bias) {
    Shapes.requireSameType(x, weight, "linear");
    Shapes.requireRank(weight, 2, "linear weight");
    Shapes.requireEqual(x.dim(-1), weight.dim(1), "linear of " + x + " by " + weight);
    if (bias != null) {
      Shapes.requireSameType(x, bias, "linear");
      Shapes.requireRank(bias, 1, "linear bias");
      Shapes.requireEqual(bias.dim(0), weight.dim(0), "linear bias");
    }
    Shape result = x.shape().with(x.shape().rank() - 1, weight.dim(0));
    if (x.shape().rank() == 1) {
      return linear(x.unsqueeze(0), weight, bias).squeeze(0);
    }
    Optional<PackedRows> packed = x.recorder().packedWeights().rowsOf(weight);
    if (packed.isPresent() && packed.get().isInteger()) {
      return biased(packed.get().product(x), bias);
    }
    RecordedTensor used = packed.map(rows -> rows.floating(x.recorder())).orElse(weight);
    return x.shape().rank() == 2
        ? gemm(x, used, bias, result)
        : batchedProduct(x, used, bias, result);
  }

  private static RecordedTensor biased(RecordedTensor product, @Nullable RecordedTensor bias) {
    return bias == null ? product : Elementwise.binary("Add", product, bias);
  }

  private static RecordedTensor gemm(
      RecordedTensor x, RecordedTensor weight, @Nullable RecordedTensor bias, Shape result) {
    NodeBuilder node = x.recorder().node("Gemm").in(x.value(), weight.value());
    if (bias != null) {
      node.in(bias.value());
    }
    return node.set("transB", 1).tensor(x.dtype(), result);
  }

  /** The operator flattens the outer dimensions itself, so nothing need be reshaped. */
  private static RecordedTensor batchedProduct(
      RecordedTensor x, RecordedTensor weight, @Nullable RecordedTensor bias, Shape result) {
    RecordedTensor product =
        x.recorder()
            .microsoftNode("FusedMatMul")
            .in(x.value(), weight.value())
            .set("transB", 1)
            .tensor(x.dtype(), result);
    return biased(product, bias);
  }

  static RecordedTensor conv2d(
      RecordedTensor x, RecordedTensor weight, @Nullable RecordedTensor bias, Convolution options) {
    Shapes.requireSameType(x, weight, "conv2d");
    Shapes.requireRank(x, 4, "conv2d");
    Shapes.requireRank(weight, 4, "conv2d weight");
    Shapes.requireEqual(
        x.dim(1), weight.dim(1).times(options.groups()), "conv2d of " + x + " by " + weight);
    NodeBuilder node = x.recorder().node("Conv").in(x.value(), weight.value());
    if (bias != null) {
      Shapes.requireSameType(x, bias, "conv2d");
      node.in(bias.value());
    }
    long stride = options.stride();
    long padding = options.padding();
    return node.set("group", options.groups())
        .set("strides", List.of(stride, stride))
        .set("pads", List.of(padding, padding, padding, padding))
        .tensor(
            x.dtype(),
            Shape.of(
                x.dim(0),
                weight.dim(0),
                options.convolved(x.dim(2), weight.dim(2).size()),
                options.convolved(x.dim(3), weight.dim(3).size())));
  }

  static RecordedTensor upsampleNearest2x(RecordedTensor x) {
    Shapes.requireRank(x, 4, "upsampleNearest2x");
    Recorder recorder = x.recorder();
    return recorder
        .node("Resize")
        .in(x.value(), null, recorder.constants().floats(new float[] {1, 1, 2, 2}, Shape.of(4)))
        .set("mode", "nearest")
        .set("coordinate_transformation_mode", "asymmetric")
        .set("nearest_mode", "floor")
        .tensor(x.dtype(), Shape.of(x.dim(0), x.dim(1), x.dim(2).times(2), x.dim(3).times(2)));
  }

  private static Shape outer(Shape shape) {
    return new Shape(shape.dims().subList(0, shape.rank() - 2));
  }
}
