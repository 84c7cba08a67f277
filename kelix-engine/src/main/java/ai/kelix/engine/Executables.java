package ai.kelix.engine;

import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.weights.TensorSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Compiles programs on first use and keeps them. Thread-safe. */
final class Executables implements AutoCloseable {
  private final Backend backend;
  private final WeightFiles files;
  private final Map<String, Executable> compiled = new HashMap<>();

  Executables(Backend backend, WeightFiles files) {
    this.backend = backend;
    this.files = files;
  }

  Backend backend() {
    return backend;
  }

  synchronized Executable get(Program program, TensorSource weights) {
    Executable known = compiled.get(program.name());
    if (known == null) {
      files.requireUnchanged();
      known = backend.compile(program, weights, Set.of());
      compiled.put(program.name(), known);
    }
    return known;
  }

  /** Runs a program on host numbers and returns its outputs as such. */
  Map<String, HostTensor> run(
      Program program, TensorSource weights, Map<String, HostTensor> inputs) {
    Executable executable = get(program, weights);
    Map<String, DeviceTensor> uploaded = new HashMap<>();
    try {
      inputs.forEach((name, value) -> uploaded.put(name, backend.upload(value)));
      return download(executable.run(uploaded));
    } finally {
      uploaded.values().forEach(DeviceTensor::close);
    }
  }

  static Map<String, HostTensor> download(Map<String, DeviceTensor> outputs) {
    Map<String, HostTensor> host = new LinkedHashMap<>();
    outputs.forEach(
        (name, value) -> {
          try (value) {
            host.put(name, value.toHost());
          }
        });
    return host;
  }

  @Override
  public synchronized void close() {
    compiled.values().forEach(Executable::close);
    compiled.clear();
  }
}
