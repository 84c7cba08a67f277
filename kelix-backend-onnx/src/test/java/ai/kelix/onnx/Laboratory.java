package ai.kelix.onnx;

import ai.kelix.core.program.Backend;
import ai.kelix.core.program.BackendOptions;
import ai.kelix.core.program.DeviceTensor;
import ai.kelix.core.program.Executable;
import ai.kelix.core.program.HostTensor;
import ai.kelix.core.program.Program;
import ai.kelix.core.tensor.Dim;
import ai.kelix.core.tensor.Tensor;
import ai.kelix.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;

/** Runs small bodies on host tensors for tests. */
final class Laboratory implements AutoCloseable {
  final Backend backend = new OnnxBackendProvider().open(BackendOptions.DEFAULTS);

  /** A computation of one tensor from several. */
  interface Body {
    Tensor run(Tensors make, List<Tensor> inputs);
  }

  /** Computes with all dimensions symbolic, so shapes are worked out when the graph runs. */
  HostTensor symbolic(Body body, HostTensor... inputs) {
    List<Program.Input> declared = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      Dim[] dims = new Dim[inputs[i].sizes().length];
      for (int axis = 0; axis < dims.length; axis++) {
        dims[axis] = Dim.symbol("x" + i + "_" + axis);
      }
      declared.add(Program.Input.of("x" + i, inputs[i].dtype(), dims));
    }
    return compute(declared, body, inputs);
  }

  /** Computes with known dimensions. */
  HostTensor known(Body body, HostTensor... inputs) {
    List<Program.Input> declared = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      Dim[] dims = inputs[i].shape().stream().map(Dim::of).toArray(Dim[]::new);
      declared.add(Program.Input.of("x" + i, inputs[i].dtype(), dims));
    }
    return compute(declared, body, inputs);
  }

  private HostTensor compute(List<Program.Input> declared, Body body, HostTensor... inputs) {
    Program program =
        new Program(
            "test",
            declared,
            (p, in) -> Map.of("y", body.run(p.tensors(), List.copyOf(in.values()))));
    Map<String, HostTensor> given = new LinkedHashMap<>();
    for (int i = 0; i < inputs.length; i++) {
      given.put("x" + i, inputs[i]);
    }
    try (Executable executable = backend.compile(program, FileWeights.NONE, Set.of())) {
      return get(run(executable, given), "y");
    }
  }

  /** Uploads, runs, downloads and closes. */
  Map<String, HostTensor> run(Executable executable, Map<String, HostTensor> inputs) {
    Map<String, DeviceTensor> uploaded = new LinkedHashMap<>();
    inputs.forEach((name, tensor) -> uploaded.put(name, backend.upload(tensor)));
    Map<String, HostTensor> results = new LinkedHashMap<>();
    executable
        .run(uploaded)
        .forEach(
            (name, tensor) -> {
              results.put(name, tensor.toHost());
              tensor.close();
            });
    uploaded.values().forEach(DeviceTensor::close);
    return results;
  }

  /** Returns what must be there. */
  static <T> T get(Map<String, T> map, String name) {
    return Objects.requireNonNull(map.get(name), name);
  }

  /** Returns numbers between −1 and 1. */
  static HostTensor random(long seed, long... sizes) {
    HostTensor tensor = HostTensor.allocate(ai.kelix.core.tensor.DType.F32, sizes);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < tensor.count(); i++) {
      tensor.data().putFloat(4 * i, (float) (random.nextDouble() * 2 - 1));
    }
    return tensor;
  }

  @Override
  public void close() {
    backend.close();
  }
}
