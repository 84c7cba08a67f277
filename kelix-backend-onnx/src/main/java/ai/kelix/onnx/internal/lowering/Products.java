package ai.kelix.onnx.internal.lowering;

import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.op.Product;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import ai.kelix.tensor.type.TensorType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Matrix products and convolutions. Weights stay as they are stored, {@code [out, in]}. */
final class Products implements Product.Cases<Call, Value> {
  private final Emitter emitter;
  private final Views views;
  private final PackedWeights packedWeights;

  Products(Emitter emitter, Views views, PackedWeights packedWeights) {
    this.emitter = emitter;
    this.views = views;
    this.packedWeights = packedWeights;
  }

  @Override
  public Value matmul(Product.Matmul op, Call call) {
    return emitter.node("MatMul").in(call.operands()).value(call.type());
  }

  @Override
  public Value linear(Product.Linear op, Call call) {
    return linear(call.x(), call.in(1), op.biased() ? call.in(2) : null, call.type());
  }

  private Value linear(Value x, Value weight, @Nullable Value bias, TensorType result) {
    if (x.shape().rank() == 1) {
      Dim one = Dim.of(1);
      Value row = views.reshape(x, Shape.of(one, x.shape().dim(0)));
      TensorType rows = result.with(Shape.of(one, result.dim(0)));
      return views.reshape(linear(row, weight, bias, rows), result.shape());
    }
    Optional<PackedRows> packed = packedWeights.rowsOf(weight);
    if (packed.isPresent() && packed.get().isInteger()) {
      return biased(packed.get().product(emitter, x, result), bias, result);
    }
    Value used = emitter.cast(packed.map(rows -> rows.floating(emitter)).orElse(weight), x.dtype());
    return x.shape().rank() == 2
        ? gemm(x, used, bias, result)
        : batchedProduct(x, used, bias, result);
  }

  private Value biased(Value product, @Nullable Value bias, TensorType result) {
    return bias == null ? product : emitter.node("Add").in(product, bias).value(result);
  }

  private Value gemm(Value x, Value weight, @Nullable Value bias, TensorType result) {
    NodeBuilder node = emitter.node("Gemm").in(x, weight);
    if (bias != null) {
      node.in(bias);
    }
    return node.set("transB", 1).value(result);
  }

  /** The operator flattens the outer dimensions itself, so nothing need be reshaped. */
  private Value batchedProduct(Value x, Value weight, @Nullable Value bias, TensorType result) {
    Value product =
        emitter.microsoftNode("FusedMatMul").in(x, weight).set("transB", 1).value(result);
    return biased(product, bias, result);
  }

  @Override
  public Value conv2d(Product.Conv2d op, Call call) {
    long stride = op.options().stride();
    long padding = op.options().padding();
    return emitter
        .node("Conv")
        .in(call.operands())
        .set("group", op.options().groups())
        .set("strides", List.of(stride, stride))
        .set("pads", List.of(padding, padding, padding, padding))
        .value(call.type());
  }

  @Override
  public Value upsampleNearest2x(Product.UpsampleNearest2x op, Call call) {
    return emitter
        .node("Resize")
        .in(call.x(), null, emitter.constants().floats(new float[] {1, 1, 2, 2}, Shape.of(4)))
        .set("mode", "nearest")
        .set("coordinate_transformation_mode", "asymmetric")
        .set("nearest_mode", "floor")
        .value(call.type());
  }
}
