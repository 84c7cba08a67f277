package ai.kelix.testkit.conformance;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.testkit.reference.MemoryTensorSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Runs single computations on a backend. As thread-safe as the backend. */
public final class Laboratory implements AutoCloseable {
  private final Backend backend;

  /**
   * Takes over a backend.
   *
   * @param backend closed with this laboratory
   */
  public Laboratory(Backend backend) {
    this.backend = backend;
  }

  /** A computation of one tensor from several. */
  @FunctionalInterface
  public interface Body {
    /**
     * Computes.
     *
     * @param make makes tensors that depend on no input
     * @param inputs in the order in which they were given
     */
    Tensor run(Tensors make, List<Tensor> inputs);
  }

  /** Returns the backend under test. */
  public Backend backend() {
    return backend;
  }

  /** Computes with all dimensions symbolic, so shapes are worked out when the program runs. */
  public HostTensor symbolic(Body body, HostTensor... inputs) {
    List<Program.Input> declared = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      Dim[] dims = new Dim[inputs[i].shape().size()];
      for (int axis = 0; axis < dims.length; axis++) {
        dims[axis] = Dim.symbol("x" + i + "_" + axis);
      }
      declared.add(Program.Input.of("x" + i, inputs[i].dtype(), dims));
    }
    return compute(declared, body, inputs);
  }

  /** Computes with known dimensions. */
  public HostTensor known(Body body, HostTensor... inputs) {
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
            "test", declared, (make, in) -> Map.of("y", body.run(make, List.copyOf(in.values()))));
    Map<String, HostTensor> given = new LinkedHashMap<>();
    for (int i = 0; i < inputs.length; i++) {
      given.put("x" + i, inputs[i]);
    }
    try (Executable executable = compile(program)) {
      return Program.require(run(executable, given), "y");
    }
  }

  /** Makes a program runnable that asks for no weights, with no stage observed. */
  public Executable compile(Program program) {
    return backend.compile(program, MemoryTensorSource.empty(), Set.of());
  }

  /** Uploads, runs, downloads and closes. */
  public Map<String, HostTensor> run(Executable executable, Map<String, HostTensor> inputs) {
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

  /** Returns numbers between −1 and 1, the same for the same seed. */
  public static HostTensor random(long seed, long... sizes) {
    HostTensor tensor = HostTensor.allocate(DType.F32, sizes);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < tensor.count(); i++) {
      tensor.data().putFloat(Float.BYTES * i, (float) (random.nextDouble() * 2 - 1));
    }
    return tensor;
  }

  @Override
  public void close() {
    backend.close();
  }
}
