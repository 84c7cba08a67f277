package ai.kelix.onnx.internal.recording;

import ai.kelix.onnx.internal.graph.Initializer;
import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.DType;
import ai.kelix.tensor.Dim;
import ai.kelix.tensor.Shape;
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
  RecordedTensor product(RecordedTensor x) {
    Recorder recorder = x.recorder();
    Value data = constant(recorder, weight.data());
    Value scales = constant(recorder, weight.scales().orElseThrow());
    return recorder
        .microsoftNode("MatMulNBits")
        .in(x.value(), data, scales)
        .set("K", stored.shape().get(1))
        .set("N", rows)
        .set("bits", weight.format().integerBits().orElseThrow())
        .set("block_size", weight.blockSize())
        .set("accuracy_level", INTEGER_PRODUCTS)
        .tensor(x.dtype(), x.shape().with(x.shape().rank() - 1, Dim.of(rows)));
  }

  /** Returns floating-point rows as float32. */
  RecordedTensor floating(Recorder recorder) {
    return recorder.tensor(recorder.cast(constant(recorder, weight.data()), DType.F32));
  }

  private Value constant(Recorder recorder, StoredTensor tensor) {
    long rowBytes = tensor.length() / tensor.shape().get(0);
    Initializer.External place =
        new Initializer.External(
            tensor.file(), tensor.offset() + first * rowBytes, rows * rowBytes);
    Shape shape = Shape.of(tensor.sizes()).with(0, Dim.of(rows));
    String name =
        rows == tensor.shape().get(0)
            ? tensor.name()
            : String.format(Locale.ROOT, "%s[%d:%d]", tensor.name(), first, first + rows);
    return recorder.constants().stored(name, tensor.dtype(), shape, place);
  }
}
