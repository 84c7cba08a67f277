package ai.kelix.onnx.internal.lowering;

import ai.kelix.onnx.internal.graph.Graph;
import ai.kelix.tensor.program.Program;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A program and its graph.
 *
 * @param program what was lowered
 * @param graph with all outputs
 * @param outputs name of the graph's value by the output's or stage's name, in order
 * @param states name of the graph's value that replaces a state, by the state's name
 */
public record LoweredProgram(
    Program program, Graph graph, Map<String, String> outputs, Map<String, String> states) {

  /** Copies the maps. */
  public LoweredProgram {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
  }
}
