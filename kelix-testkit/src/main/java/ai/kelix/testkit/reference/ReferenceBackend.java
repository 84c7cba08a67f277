package ai.kelix.testkit.reference;

import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.WorkGate;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.TensorSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Runs programs eagerly in plain Java with double precision. Thread-safe. */
public final class ReferenceBackend implements Backend {
  private final WorkGate gate = new WorkGate("the reference backend");
  private final Set<ReferenceExecutable> executables = ConcurrentHashMap.newKeySet();

  /** Opens a backend. */
  public ReferenceBackend() {}

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public String device() {
    return "CPU";
  }

  @Override
  public Executable compile(Program program, TensorSource weights, Set<String> observed) {
    gate.requireOpen();
    ReferenceExecutable executable =
        new ReferenceExecutable(
            gate, program, program.traced(weights, observed), new ReferenceKernels(weights));
    executables.add(executable);
    return executable;
  }

  @Override
  public DeviceTensor upload(HostTensor tensor) {
    gate.requireOpen();
    return new ReferenceDeviceTensor(gate, Values.of(tensor));
  }

  @Override
  public DeviceTensor allocate(DType dtype, long... sizes) {
    gate.requireOpen();
    return new ReferenceDeviceTensor(gate, Filling.of(0, dtype, Layout.narrowed(sizes)));
  }

  @Override
  public void close() {
    executables.forEach(ReferenceExecutable::close);
    gate.close();
  }
}
