package ai.kelix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.Image;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job, as people and as programs see it. */
class DemoCommandTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void givesEveryResultToPrograms() throws IOException {
    Path picture = folder.resolve("a <grey> square.png");
    Image.ofRgb(112, 56, new byte[112 * 56 * 3]).writePng(picture);
    run("--json", "--image", picture.toString(), "--question", "What?", "--question", "Why?");

    JsonNode results = JSON.readTree(out.toString());
    assertThat(results.path("model").path("name").asText()).isEqualTo("kelix-tiny");
    assertThat(results.path("model").path("backend").asText()).isEqualTo("onnx");
    assertThat(results.path("model").path("device").asText()).isEqualTo("CPU");
    assertThat(results.path("load_millis").isIntegralNumber()).isTrue();
    assertThat(results.path("first_answer_millis").asLong()).isPositive();

    JsonNode image = results.path("image");
    assertThat(image.path("name").asText()).isEqualTo(picture.toString());
    assertThat(Image.read(Path.of(image.path("file").asText())).width()).isEqualTo(112);
    assertThat(image.path("millis").isIntegralNumber()).isTrue();
    checkCodes(image);

    assertThat(results.path("answers").findValuesAsText("question"))
        .containsExactly("What?", "Why?");
    assertThat(results.path("answers").findValues("answer"))
        .hasSize(2)
        .allMatch(JsonNode::isTextual);
    assertThat(results.path("answers").findValues("millis"))
        .hasSize(2)
        .allMatch(JsonNode::isNumber);

    JsonNode painted = results.path("picture");
    assertThat(painted.path("prompt").asText()).isEqualTo("a red circle left of a blue square");
    assertThat(Image.read(Path.of(painted.path("file").asText())).width()).isPositive();
    assertThat(painted.path("visual_blocks").asInt()).isPositive();
    for (String step : List.of("blocks_millis", "diffusion_millis", "decode_millis", "millis")) {
      assertThat(painted.path(step).isIntegralNumber()).as(step).isTrue();
    }
    checkPage(Files.readString(Path.of(results.path("page").asText())), image);
    assertThat(err.toString())
        .as("what people watch, who read it in a log")
        .contains("What?", "Why?")
        .containsPattern("kelix: painting steps: \\d+\\R")
        .doesNotContain("\u001b", "\r");
  }

  @Test
  void tellsPeopleTheAnswersAndWhereThePageIs() {
    run("--question", "How many shapes are there?");
    assertThat(out.toString())
        .contains("How many shapes are there? ")
        .contains("Everything side by side: " + folder.resolve("demo/index.html"));
  }

  /** All codes are there, each within its codebook. */
  private static void checkCodes(JsonNode image) {
    assertThat(image.path("rows").asInt()).isPositive();
    assertThat(image.path("columns").asInt()).isGreaterThan(image.path("rows").asInt());
    assertThat(image.path("codes")).hasSize(image.path("rows").asInt());
    for (JsonNode row : image.path("codes")) {
      assertThat(row).hasSize(image.path("columns").asInt());
      for (JsonNode cell : row) {
        assertThat(cell).hasSize(image.path("codes_per_cell").asInt());
        assertThat(cell)
            .allMatch(code -> code.isInt() && code.asInt() >= 0)
            .allMatch(code -> code.asInt() < image.path("codebook_size").asInt());
      }
    }
  }

  /** The page shows the same results, and nothing that a user typed becomes markup. */
  private static void checkPage(String page, JsonNode image) {
    List<String> codes = new ArrayList<>();
    image.path("codes").path(0).path(0).forEach(code -> codes.add(code.asText()));
    assertThat(page)
        .contains("<h1>Kelix: kelix-tiny</h1>", "onnx on CPU")
        .contains("<td>" + String.join(" ", codes) + " </td>")
        .contains("a &lt;grey&gt; square.png")
        .contains("<td>What?</td>", "<td>Why?</td>")
        .contains("src=\"input.png\"", "src=\"output.png\"", "visual blocks")
        .doesNotContain("does not paint");
  }

  private void run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("demo", "--out", "" + folder.resolve("demo")));
    all.addAll(List.of(arguments));
    int code =
        Main.run(
            Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true)),
            all.toArray(String[]::new));
    assertThat(code).as("exit code after: %s", err).isEqualTo(ExitCode.FINE);
  }
}
