package ai.kelix.onnx.internal.recording;

import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.weights.TensorSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Runs a program's body once on recording tensors and makes its results the graph's outputs. */
public final class ProgramRecorder {
  private final Program program;
  private final Symbols symbols;
  private final Recorder recorder;
  private final Map<String, String> outputs = new LinkedHashMap<>();
  private final Map<String, String> states = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();

  private ProgramRecorder(Program program, Set<String> observed) {
    this.program = program;
    this.symbols = new Symbols(program);
    this.recorder = new Recorder(program, symbols, observed);
  }

  /**
   * Records.
   *
   * @param program what to record
   * @param weights where its parameters are
   * @param observed stages that become outputs too
   */
  public static RecordedProgram record(
      Program program, TensorSource weights, Set<String> observed) {
    return new ProgramRecorder(program, observed).run(weights);
  }

  private RecordedProgram run(TensorSource weights) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (int i = 0; i < program.inputs().size(); i++) {
      String name = program.inputs().get(i).name();
      taken.add(name);
      inputs.put(name, recorder.tensor(recorder.input(i)));
    }
    Map<String, Tensor> results =
        new TreeMap<>(program.body().run(new RecordingParameters(recorder, weights), inputs));
    exposeStates();
    results.forEach(
        (name, tensor) -> outputs.put(name, expose(name, recorder.own(tensor).value())));
    recorder
        .stages()
        .forEach((name, value) -> outputs.computeIfAbsent(name, key -> expose(name, value)));
    return new RecordedProgram(program, recorder.graph(), symbols, outputs, states);
  }

  private void exposeStates() {
    for (int i = 0; i < program.inputs().size(); i++) {
      Program.Input declared = program.inputs().get(i);
      Value before = recorder.input(i);
      Value after = recorder.latest(before);
      if (declared.updatedInPlace() && after != before) {
        states.put(declared.name(), expose(declared.name() + ".updated", after));
      }
    }
  }

  /** A value that cannot take the name is passed on by a node of its own. */
  private String expose(String wanted, Value value) {
    String name = wanted;
    while (!taken.add(name)) {
      name += ".out";
    }
    Value exposed = value;
    if (value.producer() == null || !value.claimName(name)) {
      exposed = recorder.node("Identity").in(value).value(value.dtype(), value.shape());
      exposed.claimName(name);
    }
    recorder.graph().addOutput(exposed);
    return name;
  }
}
