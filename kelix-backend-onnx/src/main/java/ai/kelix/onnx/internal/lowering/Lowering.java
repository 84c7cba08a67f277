package ai.kelix.onnx.internal.lowering;

import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.graph.Graph;
import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.op.View;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.TensorType;
import ai.kelix.tensor.weights.TensorSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Walks the operations of a program once and writes each as nodes of an ONNX graph. */
public final class Lowering {
  private final Program program;
  private final Graph recorded;
  private final Emitter emitter;
  private final Views views;
  private final Operators operators;
  private final Splits splits;
  private final Map<Integer, Value> values = new HashMap<>();
  private final Map<String, String> outputs = new LinkedHashMap<>();
  private final Map<String, String> states = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();

  private Lowering(Program program, TensorSource weights, Graph recorded) {
    this.program = program;
    this.recorded = recorded;
    this.emitter = new Emitter(program);
    this.views = new Views(emitter);
    this.operators = new Operators(emitter, views, program, weights);
    this.splits = new Splits(recorded);
  }

  /**
   * Records a program and writes it as a graph.
   *
   * @param program what to write
   * @param weights where its parameters are
   * @param observed stages that become outputs too
   */
  public static LoweredProgram of(Program program, TensorSource weights, Set<String> observed) {
    return new Lowering(program, weights, program.traced(weights, observed).pruned()).run();
  }

  private LoweredProgram run() {
    program.inputs().forEach(input -> taken.add(input.name()));
    recorded.nodes().forEach(this::lower);
    recorded.stages().forEach(this::suggestName);
    recorded.nodes().forEach(this::exposeState);
    recorded.outputs().forEach((name, value) -> outputs.put(name, expose(name, value(value))));
    return new LoweredProgram(program, emitter.graph(), outputs, states);
  }

  private void lower(Graph.Node node) {
    if (values.containsKey(node.results().get(0))) {
      return;
    }
    List<Value> in = node.operands().stream().map(this::value).toList();
    List<Splits.Piece> pieces = splits.piecesWith(node);
    if (node.op() instanceof View.Narrow range
        && !pieces.isEmpty()
        && StoredView.of(in.get(0)).isEmpty()) {
      split(range.axis(), in.get(0), pieces);
      return;
    }
    List<TensorType> types = node.results().stream().map(recorded::type).toList();
    List<Value> made = operators.write(node.op(), new Call(in, types));
    for (int i = 0; i < types.size(); i++) {
      values.put(node.results().get(i), made.get(i));
    }
    List<Integer> written = node.op().writes();
    for (int i = 0; i < written.size(); i++) {
      values.put(node.operands().get(written.get(i)), made.get(types.size() + i));
    }
  }

  private void split(int axis, Value whole, List<Splits.Piece> pieces) {
    List<Value> cut = views.split(whole, axis, pieces.stream().map(Splits.Piece::length).toList());
    for (int i = 0; i < cut.size(); i++) {
      for (int result : pieces.get(i).results()) {
        values.put(result, cut.get(i));
      }
    }
  }

  private Value value(int number) {
    Value value = values.get(number);
    if (value == null) {
      throw new IllegalStateException("value " + number + " is used before it is made");
    }
    return value;
  }

  private void suggestName(String stage, int number) {
    if (values.containsKey(number)) {
      value(number).suggestName(stage);
    }
  }

  private void exposeState(Graph.Node node) {
    if (node.op() instanceof Source.Input input && input.state()) {
      Value after = value(node.results().get(0));
      if (after.producer() != null) {
        states.put(input.name(), expose(input.name() + ".updated", after));
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
      exposed = emitter.node("Identity").in(value).value(value.dtype(), value.shape());
      exposed.claimName(name);
    }
    emitter.graph().addOutput(exposed);
    return name;
  }
}
