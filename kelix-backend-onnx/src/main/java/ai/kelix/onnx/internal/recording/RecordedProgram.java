package ai.kelix.onnx.internal.recording;

import ai.kelix.onnx.internal.graph.Graph;
import ai.kelix.tensor.program.Program;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A program and its graph.
 *
 * @param program what was recorded
 * @param graph with all outputs
 * @param symbols where sizes come from
 * @param outputs name of the graph's value by the output's or stage's name, in order
 * @param states name of the graph's value that replaces a state, by the state's name
 */
public record RecordedProgram(
    Program program,
    Graph graph,
    Symbols symbols,
    Map<String, String> outputs,
    Map<String, String> states) {

  /** Copies the maps. */
  public RecordedProgram {
    outputs = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    states = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(states));
  }
}
