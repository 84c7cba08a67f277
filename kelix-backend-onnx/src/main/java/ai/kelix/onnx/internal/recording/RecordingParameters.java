package ai.kelix.onnx.internal.recording;

import ai.kelix.core.checkpoint.MalformedFileException;
import ai.kelix.core.checkpoint.MissingTensorException;
import ai.kelix.core.checkpoint.StoredTensor;
import ai.kelix.core.checkpoint.TensorShapeException;
import ai.kelix.core.checkpoint.TensorSource;
import ai.kelix.core.tensor.DType;
import ai.kelix.core.tensor.Parameters;
import ai.kelix.core.tensor.Shape;
import ai.kelix.core.tensor.Tensor;
import ai.kelix.core.tensor.Tensors;
import ai.kelix.onnx.internal.graph.Initializer;
import ai.kelix.onnx.internal.graph.Value;
import java.util.Arrays;

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
    StoredTensor stored = find(name);
    if (!stored.hasSizes(sizes)) {
      throw new TensorShapeException(
          String.format(
              "%s: tensor '%s' has shape %s, the configuration demands %s",
              stored.file(), stored.name(), stored.shape(), Arrays.toString(sizes)));
    }
    if (!stored.dtype().isFloating()) {
      throw new MalformedFileException(
          String.format(
              "%s: tensor '%s' holds %s, expected F32, F16 or BF16",
              stored.file(), stored.name(), stored.dtype()));
    }
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
    return find(name).sizes();
  }

  private StoredTensor find(String name) {
    return source
        .find(prefix + name)
        .orElseThrow(
            () ->
                new MissingTensorException(
                    String.format(
                        "tensor '%s' is missing from the checkpoint; is the download complete, and does config.json belong to it?",
                        prefix + name)));
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
