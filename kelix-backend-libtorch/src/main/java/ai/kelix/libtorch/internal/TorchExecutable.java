package ai.kelix.libtorch.internal;

import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.graph.Graph;
import ai.kelix.tensor.kernel.Replay;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.InputCheck;
import ai.kelix.tensor.program.Program;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Runs the recorded operations of a program; each result is freed after its last use. */
final class TorchExecutable implements Executable {
  private final Program program;
  private final InputCheck check;
  private final Replay<Tensor> replay;
  private final ReadWriteLock runsAgainstClose = new ReentrantReadWriteLock();
  private boolean closed;

  /**
   * Prepares a program.
   *
   * @param program what was recorded
   * @param graph its operations
   * @param kernels what computes them
   */
  TorchExecutable(Program program, Graph graph, TorchKernels kernels) {
    this.program = program;
    this.check = new InputCheck(program);
    this.replay = new Replay<>(graph, kernels);
  }

  @Override
  public Program program() {
    return program;
  }

  @Override
  public Map<String, DeviceTensor> run(Map<String, ? extends DeviceTensor> inputs) {
    runsAgainstClose.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the program '" + program.name() + "' is closed");
      }
      try (TensorScope.Quiet quiet = GradientRecording.suspended()) {
        return replayed(check.check(inputs, TorchDeviceTensor.class));
      } catch (RuntimeException e) {
        throw OutOfDeviceMemory.named(e, program.name());
      }
    } finally {
      runsAgainstClose.readLock().unlock();
    }
  }

  private Map<String, DeviceTensor> replayed(InputCheck.Checked<TorchDeviceTensor> checked) {
    List<TorchDeviceTensor> given = checked.tensors();
    Map<String, Tensor> values = new HashMap<>();
    try {
      for (int i = 0; i < given.size(); i++) {
        values.put(program.inputs().get(i).name(), given.get(i).lend());
      }
      Map<String, DeviceTensor> outputs = new LinkedHashMap<>();
      replay
          .run(values, checked.sizes())
          .forEach((name, value) -> outputs.put(name, new TorchDeviceTensor(plain(value))));
      return outputs;
    } finally {
      values.values().forEach(Tensor::releaseReference);
    }
  }

  /** Returns a result in the order in which numbers are copied out and in. */
  private static Tensor plain(Tensor value) {
    if (value.is_contiguous()) {
      return value;
    }
    try (PointerScope scope = new PointerScope()) {
      return Natives.compact(value).retainReference();
    } finally {
      value.releaseReference();
    }
  }

  @Override
  public void close() {
    runsAgainstClose.writeLock().lock();
    try {
      closed = true;
      replay.close();
    } finally {
      runsAgainstClose.writeLock().unlock();
    }
  }
}
