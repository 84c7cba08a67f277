package ai.kelix.cli.demo;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Renders the demo's results as one HTML page; everything a user typed is escaped. */
final class DemoPage {
  /** Name of the image that was looked at, beside the page. */
  static final String INPUT = "input.png";

  /** Name of the picture that was painted, beside the page. */
  static final String OUTPUT = "output.png";

  private DemoPage() {}

  /** Writes the page, replacing an existing one. */
  static void write(Path file, Map<String, Object> results) {
    try {
      Files.writeString(file, render(results), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  static String render(Map<String, Object> results) {
    try (Reader template =
        new InputStreamReader(
            DemoPage.class.getResourceAsStream("page.mustache"), StandardCharsets.UTF_8)) {
      return Mustache.compiler().escapeHTML(true).compile(template).execute(results);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the page template", e);
    }
  }
}
