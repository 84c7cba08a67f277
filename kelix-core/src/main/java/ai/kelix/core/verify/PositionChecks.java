package ai.kelix.core.verify;

import ai.kelix.core.network.dit.PositionArguments;
import ai.kelix.core.network.dit.PositionArguments.Position;
import ai.kelix.core.network.dit.PositionArguments.Question;
import ai.kelix.core.program.HostTensor;
import ai.kelix.tokenizer.image.Size;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.ToLongFunction;

/** Position arguments (kelix-dit §8); the same on every backend. */
final class PositionChecks {
  private static final String GRIDS = ".H_y_W_y_H_x_W_x";

  /** Arguments of the fixtures' cases, as their README has them. */
  private static final Map<String, String> USUAL =
      Map.of(
          "pos.demo442",
          arguments(32, 32, "53.66563034057617,53.66563034057617", 720, 1024, "[442]", 1),
          "pos.train442",
          arguments(32, 32, "36,36", 720, 1024, "[442]", 1),
          "pos.short",
          arguments(3, 5, "8,6", 10, 196, "[9]", 1),
          "pos.scaled",
          arguments(2, 3, "8,6", 16, 196, "[14]", 1.5),
          "pos.nolen",
          arguments(2, 2, "4,6", 8, 112, "null", 1));

  private final Golden golden;
  private final Findings findings;
  private final Notes notes;

  PositionChecks(Golden golden, Findings findings, Notes notes) {
    this.golden = golden;
    this.findings = findings;
    this.notes = notes;
  }

  private static String arguments(
      int rows, int columns, String grid, int most, int side, String lengths, double scale) {
    return String.format(
        "{\"latent_hw\":[%d,%d],\"image_grid_thw\":[[1,%s]],\"max_seq_len\":%d,"
            + "\"image_size\":%d,\"token_embed_lengths\":%s,\"cond_pos_scale\":%s}",
        rows, columns, grid, most, side, lengths, scale);
  }

  void run() {
    for (String name : golden.names()) {
      if (name.startsWith("pos.") && name.endsWith(GRIDS)) {
        String prefix = name.substring(0, name.length() - GRIDS.length());
        findings.group(prefix + ".", () -> check(prefix));
      }
    }
  }

  private void check(String prefix) {
    String note = notes.of(prefix + GRIDS);
    int brace = note.indexOf('{');
    String json =
        brace >= 0
            ? note.substring(brace, note.lastIndexOf('}') + 1)
            : USUAL.getOrDefault(prefix, "");
    if (json.isEmpty()) {
      findings.skip(prefix + ".", "its arguments are recorded nowhere");
      return;
    }
    PositionArguments positions = PositionArguments.of(question(json));
    compare(prefix + ".x_height", positions.latent(), Position::row);
    compare(prefix + ".x_width", positions.latent(), Position::column);
    compare(prefix + ".cond_height", positions.condition(), Position::row);
    compare(prefix + ".cond_width", positions.condition(), Position::column);
    Size y = positions.conditionGrid();
    Size x = positions.latentGrid();
    findings.compare(
        prefix + GRIDS,
        HostTensor.of(new long[] {y.height(), y.width(), x.height(), x.width()}, 4));
  }

  private void compare(String name, List<Position> positions, ToLongFunction<Position> axis) {
    long[] values = positions.stream().mapToLong(axis).toArray();
    findings.compare(name, HostTensor.of(values, values.length));
  }

  private static Question question(String arguments) {
    JsonNode json;
    try {
      json = JsonMapper.builder().build().readTree(arguments);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the README's arguments are no JSON: " + arguments, e);
    }
    JsonNode latent = json.path("latent_hw");
    JsonNode grid = json.path("image_grid_thw").path(0);
    JsonNode length = json.path("token_embed_lengths").path(0);
    return new Question(
        new Size(latent.path(0).asInt(), latent.path(1).asInt()),
        grid.path(1).asDouble(),
        grid.path(2).asDouble(),
        json.path("max_seq_len").asInt(),
        json.path("image_size").asInt(),
        length.isNumber() ? OptionalInt.of(length.asInt()) : OptionalInt.empty(),
        json.path("cond_pos_scale").asDouble(1));
  }
}
