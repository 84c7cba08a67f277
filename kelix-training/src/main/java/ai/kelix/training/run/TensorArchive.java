package ai.kelix.training.run;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.checkpoint.SafetensorsWriter;
import ai.kelix.formats.checkpoint.TensorPlan;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.weights.StoredTensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Named tensors in one safetensors file, written and read whole. */
public final class TensorArchive {

  private TensorArchive() {}

  /** Writes a new file; an existing one is an error. */
  public static void write(Path file, Map<String, HostTensor> tensors) {
    List<TensorPlan> plan =
        tensors.entrySet().stream()
            .map(e -> new TensorPlan(e.getKey(), e.getValue().dtype(), e.getValue().shape()))
            .toList();
    List<HostTensor> values = List.copyOf(tensors.values());
    try (SafetensorsWriter writer = SafetensorsWriter.open(file, plan, Map.of())) {
      while (writer.complete() < values.size()) {
        writer.write(values.get(writer.complete()).data().duplicate());
      }
      writer.finish();
    }
  }

  /** Reads a file that {@link #write} wrote; the tensors are mapped, not copied. */
  public static Map<String, HostTensor> read(Path file) {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    try (Checkpoint stored = Checkpoint.openFile(file)) {
      for (String name : stored.names()) {
        StoredTensor tensor = stored.require(name);
        tensors.put(name, HostTensor.wrap(stored.map(tensor), tensor.dtype(), tensor.sizes()));
      }
    }
    return tensors;
  }
}
