package ai.kelix.onnx.internal.recording;

import ai.kelix.onnx.internal.graph.Initializer;
import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.DType;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Shape;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorSource;

/**
 * Weights as constants that point into the checkpoint. Weights stored in 16 bits are converted to
 * float32, the compute type, inside the graph.
 */
final class RecordingParameters implements Parameters {
  private final Recorder recorder;
  private final TensorSource source;
  private final String prefix;

  RecordingParameters(Recorder recorder, TensorSource source) {
    this(recorder, source, "");
  }

  private RecordingParameters(Recorder recorder, TensorSource source, String prefix) {
    this.recorder = recorder;
    this.source = source;
    this.prefix = prefix;
  }

  @Override
  public Tensor get(String name, long... sizes) {
    StoredTensor stored = source.weight(prefix + name, sizes);
    source.packed(prefix + name).ifPresent(p -> recorder.packedWeights().add(stored, p));
    return recorder.tensor(record(stored));
  }

  private Value record(StoredTensor stored) {
    Value value =
        recorder
            .constants()
            .stored(
                stored.name(),
                stored.dtype(),
                Shape.of(stored.sizes()),
                new Initializer.External(stored.file(), stored.offset(), stored.length()));
    return recorder.cast(value, DType.F32);
  }

  @Override
  public boolean has(String name) {
    return source.find(prefix + name).isPresent();
  }

  @Override
  public long[] sizesOf(String name) {
    return source.require(prefix + name).sizes();
  }

  @Override
  public Parameters at(String further) {
    return new RecordingParameters(recorder, source, prefix + further + ".");
  }

  @Override
  public Tensors tensors() {
    return new RecordingTensors(recorder);
  }
}
