package ai.kelix.engine;

import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.HostTensor;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Compiles the programs of a model on first use and keeps them. Thread-safe. */
final class Executables implements AutoCloseable {
  private final Backend backend;
  private final WeightFiles files;
  private final IdentityHashMap<ModelPrograms.Entry, Executable> compiled = new IdentityHashMap<>();

  Executables(Backend backend, WeightFiles files) {
    this.backend = backend;
    this.files = files;
  }

  Backend backend() {
    return backend;
  }

  synchronized Executable get(ModelPrograms.Entry entry) {
    Executable known = compiled.get(entry);
    if (known == null) {
      files.requireUnchanged();
      known = backend.compile(entry.program(), entry.weights(), Set.of());
      compiled.put(entry, known);
    }
    return known;
  }

  /** Runs a program on host numbers and returns its outputs as such. */
  Map<String, HostTensor> run(ModelPrograms.Entry entry, Map<String, HostTensor> inputs) {
    Executable executable = get(entry);
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
