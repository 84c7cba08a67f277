package ai.kelix.tools.verify;

import ai.kelix.tensor.program.HostTensor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Numbers of JSON files as tensors. */
final class HostTensors {

  private HostTensors() {}

  /**
   * Reads a list of integers, or of lists of them that have equal lengths.
   *
   * @throws NotCompared if it is none
   */
  static HostTensor of(JsonNode list) {
    boolean nested = list.path(0).isArray();
    int width = nested ? list.path(0).size() : 1;
    long[] values = new long[list.size() * width];
    int i = 0;
    for (JsonNode element : list) {
      if (nested && element.size() != width) {
        throw wrong(list);
      }
      for (JsonNode value : nested ? element : List.of(element)) {
        if (!value.canConvertToLong() || !value.isIntegralNumber()) {
          throw wrong(list);
        }
        values[i++] = value.longValue();
      }
    }
    return nested
        ? HostTensor.of(values, list.size(), width)
        : HostTensor.of(values, values.length);
  }

  private static NotCompared wrong(JsonNode list) {
    String text = list.toString();
    return NotCompared.undecided(
        "found " + text.substring(0, Math.min(60, text.length())) + ", expected integers");
  }
}
