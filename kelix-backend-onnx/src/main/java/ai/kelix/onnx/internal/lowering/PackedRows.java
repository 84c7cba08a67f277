package ai.kelix.onnx.internal.lowering;

import ai.kelix.onnx.internal.graph.Initializer;
import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import ai.kelix.tensor.type.TensorType;
import ai.kelix.tensor.weights.PackedWeight;
import ai.kelix.tensor.weights.StoredTensor;
import java.util.Locale;

/**
 * Rows of a packed weight.
 *
 * @param weight the whole
 * @param stored the same as it is in the checkpoint
 * @param first index of the first row
 * @param rows how many
 */
record PackedRows(PackedWeight weight, StoredTensor stored, long first, long rows) {
  /** Lets the kernels multiply by integers, rounding activations to eight bits per block. */
  private static final long INTEGER_PRODUCTS = 4;

  boolean isInteger() {
    return weight.format().integerBits().isPresent();
  }

  /** Returns the product of {@code […, in]} by integer rows, {@code […, rows]}. */
  Value product(Emitter emitter, Value x, TensorType result) {
    Value data = constant(emitter, weight.data());
    Value scales = constant(emitter, weight.scales().orElseThrow());
    return emitter
        .microsoftNode("MatMulNBits")
        .in(x, data, scales)
        .set("K", stored.shape().get(1))
        .set("N", rows)
        .set("bits", weight.format().integerBits().orElseThrow())
        .set("block_size", weight.blockSize())
        .set("accuracy_level", INTEGER_PRODUCTS)
        .value(result);
  }

  /** Returns floating-point rows as they are stored. */
  Value floating(Emitter emitter) {
    return constant(emitter, weight.data());
  }

  private Value constant(Emitter emitter, StoredTensor tensor) {
    long rowBytes = tensor.length() / tensor.shape().get(0);
    Initializer.External place =
        new Initializer.External(
            tensor.file(), tensor.offset() + first * rowBytes, rows * rowBytes);
    Shape shape = Shape.of(tensor.sizes()).with(0, Dim.of(rows));
    String name =
        rows == tensor.shape().get(0)
            ? tensor.name()
            : String.format(Locale.ROOT, "%s[%d:%d]", tensor.name(), first, first + rows);
    return emitter.constants().stored(name, tensor.dtype(), shape, place);
  }
}
