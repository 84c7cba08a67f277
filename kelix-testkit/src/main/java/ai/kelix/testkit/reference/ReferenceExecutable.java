package ai.kelix.testkit.reference;

import ai.kelix.tensor.graph.Graph;
import ai.kelix.tensor.kernel.Kernels;
import ai.kelix.tensor.kernel.Replay;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.InputCheck;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.WorkGate;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs a program's recorded operations. */
final class ReferenceExecutable implements Executable {
  private final WorkGate backend;
  private final WorkGate gate;
  private final Program program;
  private final InputCheck check;
  private final Replay<Values> replay;

  ReferenceExecutable(WorkGate backend, Program program, Graph graph, Kernels<Values> kernels) {
    this.backend = backend;
    this.gate = new WorkGate("program '" + program.name() + "'");
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
    try (WorkGate.Pass pass = gate.enter()) {
      InputCheck.Checked<ReferenceDeviceTensor> checked =
          check.check(inputs, ReferenceDeviceTensor.class);
      Map<String, Values> given = new LinkedHashMap<>();
      for (int i = 0; i < checked.tensors().size(); i++) {
        given.put(program.inputs().get(i).name(), checked.tensors().get(i).values());
      }
      Map<String, DeviceTensor> outputs = new LinkedHashMap<>();
      replay
          .run(given, checked.sizes())
          .forEach((name, values) -> outputs.put(name, new ReferenceDeviceTensor(backend, values)));
      return outputs;
    }
  }

  @Override
  public void close() {
    if (gate.close()) {
      replay.close();
    }
  }
}
