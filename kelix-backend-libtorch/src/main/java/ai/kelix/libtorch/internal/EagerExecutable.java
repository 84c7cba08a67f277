package ai.kelix.libtorch.internal;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.Program;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import org.bytedeco.javacpp.PointerScope;

/** Runs a program by calling its body; each run owns its intermediate tensors. */
final class EagerExecutable implements Executable {
  private final Program program;
  private final WeightParameters.WeightTable weights;
  private final TorchDevice device;
  private final Set<String> observed;
  private final ReadWriteLock runsAgainstClose = new ReentrantReadWriteLock();
  private boolean closed;

  EagerExecutable(
      Program program,
      WeightParameters.WeightTable weights,
      TorchDevice device,
      Set<String> observed) {
    this.program = program;
    this.weights = weights;
    this.device = device;
    this.observed = Set.copyOf(observed);
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
      try (PointerScope scope = new PointerScope();
          TensorScope.Quiet quiet = GradientRecording.suspended()) {
        return evaluate(inputs);
      } catch (RuntimeException e) {
        throw OutOfDeviceMemory.named(e, program.name());
      }
    } finally {
      runsAgainstClose.readLock().unlock();
    }
  }

  private Map<String, DeviceTensor> evaluate(Map<String, ? extends DeviceTensor> inputs) {
    Map<String, DeviceTensor> outputs = new LinkedHashMap<>();
    EagerTensors tensors = new EagerTensors(device, observer(outputs));
    Map<String, Tensor> arguments = new HashMap<>();
    InputSizes sizes = new InputSizes(program, inputs);
    for (Program.Input input : program.inputs()) {
      arguments.put(input.name(), tensors.wrap(argument(input, inputs, sizes)));
    }
    Map<String, Tensor> results =
        new TreeMap<>(program.body().run(new WeightParameters(weights, tensors, ""), arguments));
    results.forEach((name, value) -> put(outputs, name, EagerTensor.at(value)));
    return outputs;
  }

  private BiConsumer<String, org.bytedeco.pytorch.Tensor> observer(
      Map<String, DeviceTensor> outputs) {
    if (observed.isEmpty()) {
      return EagerTensor.UNOBSERVED;
    }
    boolean all = observed.equals(Backend.OBSERVE_ALL);
    return (stage, value) -> {
      if (all || observed.contains(stage)) {
        put(outputs, stage, value);
      }
    };
  }

  private static void put(
      Map<String, DeviceTensor> outputs, String name, org.bytedeco.pytorch.Tensor value) {
    DeviceTensor twin = outputs.put(name, new TorchDeviceTensor(value));
    if (twin != null) {
      twin.close();
    }
  }

  private org.bytedeco.pytorch.Tensor argument(
      Program.Input input, Map<String, ? extends DeviceTensor> inputs, InputSizes sizes) {
    DeviceTensor given = inputs.get(input.name());
    if (given == null) {
      throw refused(input, "is missing");
    }
    if (!(given instanceof TorchDeviceTensor torch)) {
      throw refused(input, "belongs to another backend");
    }
    if (given.dtype() != input.dtype()) {
      throw refused(input, "is of type " + given.dtype());
    }
    if (!sizes.fit(input.shape(), given.sizes())) {
      throw refused(input, "has shape " + Arrays.toString(given.sizes()));
    }
    return torch.tensor();
  }

  private IllegalArgumentException refused(Program.Input input, String found) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "input '%s' of '%s' %s, expected %s %s",
            input.name(),
            program.name(),
            found,
            input.dtype(),
            input.shape()));
  }

  @Override
  public void close() {
    runsAgainstClose.writeLock().lock();
    try {
      closed = true;
    } finally {
      runsAgainstClose.writeLock().unlock();
    }
  }
}
