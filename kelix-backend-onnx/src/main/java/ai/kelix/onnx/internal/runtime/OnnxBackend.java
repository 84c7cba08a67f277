package ai.kelix.onnx.internal.runtime;

import ai.kelix.onnx.internal.lowering.LoweredProgram;
import ai.kelix.onnx.internal.lowering.Lowering;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.WorkGate;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.TensorSource;
import ai.onnxruntime.OnnxTensor;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Runs programs on the CPU with ONNX Runtime. Thread-safe. */
public final class OnnxBackend implements Backend {
  /** The name by which users choose this backend. */
  public static final String NAME = "onnx";

  private final RuntimeLibrary library;
  private final Sessions sessions;
  private final TensorMemory memory;
  private final WorkGate gate = new WorkGate("the ONNX backend");
  private final Set<OnnxExecutable> executables = ConcurrentHashMap.newKeySet();
  private final Set<OnnxDeviceTensor> tensors = ConcurrentHashMap.newKeySet();

  /**
   * Loads the library.
   *
   * @param options device, which can only be {@code cpu}, and threads
   * @throws ai.kelix.BackendException if the device is another, or the library does not load
   */
  public OnnxBackend(BackendOptions options) {
    this.sessions = new Sessions(options);
    this.library = RuntimeLibrary.load();
    this.memory = new TensorMemory(library.environment());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String device() {
    return "CPU";
  }

  @Override
  public Executable compile(Program program, TensorSource weights, Set<String> observed) {
    WorkGate.Pass pass = gate.enter();
    try {
      LoweredProgram lowered = Lowering.of(program, weights, observed);
      OnnxExecutable executable =
          new OnnxExecutable(this, lowered, sessions.open(library.environment(), lowered));
      executables.add(executable);
      return executable;
    } finally {
      pass.close();
    }
  }

  @Override
  public DeviceTensor upload(HostTensor tensor) {
    WorkGate.Pass pass = gate.enter();
    try {
      return track(memory.upload(tensor));
    } finally {
      pass.close();
    }
  }

  @Override
  public DeviceTensor allocate(DType dtype, long... sizes) {
    WorkGate.Pass pass = gate.enter();
    try {
      return track(memory.allocate(dtype, sizes.clone()));
    } finally {
      pass.close();
    }
  }

  /** Wraps a result that the runtime allocated. */
  OnnxDeviceTensor adopt(OnnxTensor result) {
    return track(new TensorMemory.Block(result, List.of()));
  }

  private OnnxDeviceTensor track(TensorMemory.Block block) {
    OnnxDeviceTensor tensor = new OnnxDeviceTensor(this, block);
    tensors.add(tensor);
    return tensor;
  }

  TensorMemory memory() {
    return memory;
  }

  void free(OnnxDeviceTensor tensor, TensorMemory.Block block) {
    tensors.remove(tensor);
    memory.free(block);
  }

  void forget(OnnxExecutable executable) {
    executables.remove(executable);
  }

  @Override
  public void close() {
    if (gate.close()) {
      List.copyOf(executables).forEach(OnnxExecutable::close);
      List.copyOf(tensors).forEach(OnnxDeviceTensor::close);
      memory.close();
      library.close();
    }
  }
}
