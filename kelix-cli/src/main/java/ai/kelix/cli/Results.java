package ai.kelix.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;

/** Prints results for programs. */
public final class Results {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Results() {}

  /** Prints one value as a line of JSON. */
  public static void json(PrintWriter out, Object value) {
    try {
      out.println(JSON.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("results are plain maps and numbers", e);
    }
  }
}
