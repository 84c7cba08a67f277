package ai.kelix.tensor.program;

import ai.kelix.tensor.weights.TensorSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs programs once with every named stage observed. Thread-safe if the backend is. */
public final class Runner {
  private final Backend backend;

  /** Runs on a backend, which stays open. */
  public Runner(Backend backend) {
    this.backend = backend;
  }

  /**
   * Compiles, runs and frees a program.
   *
   * @return outputs and stages by name
   */
  public Map<String, HostTensor> run(
      Program program, TensorSource weights, Map<String, HostTensor> inputs) {
    Map<String, DeviceTensor> uploaded = new HashMap<>();
    try (Executable executable = backend.compile(program, weights, Backend.OBSERVE_ALL)) {
      inputs.forEach((name, value) -> uploaded.put(name, backend.upload(value)));
      Map<String, HostTensor> results = new LinkedHashMap<>();
      executable
          .run(uploaded)
          .forEach(
              (name, value) -> {
                try (value) {
                  results.put(name, value.toHost());
                }
              });
      return results;
    } finally {
      uploaded.values().forEach(DeviceTensor::close);
    }
  }
}
