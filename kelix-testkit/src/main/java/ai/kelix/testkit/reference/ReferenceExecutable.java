package ai.kelix.testkit.reference;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.WorkGate;
import ai.kelix.tensor.weights.TensorSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Calls a program's body anew with each run. */
final class ReferenceExecutable implements Executable {
  private final WorkGate backend;
  private final WorkGate gate;
  private final Program program;
  private final TensorSource weights;
  private final Set<String> observed;
  private final Map<String, Values> known = new ConcurrentHashMap<>();

  ReferenceExecutable(
      WorkGate backend, Program program, TensorSource weights, Set<String> observed) {
    this.backend = backend;
    this.gate = new WorkGate("program '" + program.name() + "'");
    this.program = program;
    this.weights = weights;
    this.observed = observed;
  }

  @Override
  public Program program() {
    return program;
  }

  @Override
  public Map<String, DeviceTensor> run(Map<String, ? extends DeviceTensor> inputs) {
    WorkGate.Pass pass = gate.enter();
    try {
      Map<String, Values> results = new LinkedHashMap<>();
      Map<String, Values> stages = new LinkedHashMap<>();
      Observer observer = (stage, values) -> note(stages, stage, values);
      Map<String, Tensor> given = new LinkedHashMap<>();
      new InputCheck(program)
          .checked(inputs)
          .forEach(
              (input, values) ->
                  given.put(
                      input.name(),
                      input.updatedInPlace()
                          ? ReferenceTensor.state(observer, values)
                          : ReferenceTensor.of(observer, values)));
      new TreeMap<>(
              program.body().run(new ReferenceParameters(weights, known, observer, ""), given))
          .forEach((name, tensor) -> results.put(name, ElementwiseTensor.own(tensor)));
      stages.forEach(results::putIfAbsent);
      Map<String, DeviceTensor> outputs = new LinkedHashMap<>();
      results.forEach(
          (name, values) -> outputs.put(name, new ReferenceDeviceTensor(backend, values.copy())));
      return outputs;
    } finally {
      pass.close();
    }
  }

  private void note(Map<String, Values> stages, String stage, Values values) {
    if (observed.contains(stage) || observed.equals(Backend.OBSERVE_ALL)) {
      stages.put(stage, values);
    }
  }

  @Override
  public void close() {
    gate.close();
  }
}
