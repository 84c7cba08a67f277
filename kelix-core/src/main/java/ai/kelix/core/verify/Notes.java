package ai.kelix.core.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the README beside the recordings says about each tensor: the only place that tells the
 * arguments of some. Without it the fixtures' usual arguments are assumed.
 */
final class Notes {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|(.*)$");

  private final Map<String, String> byTensor = new HashMap<>();

  private Notes(String text) {
    Matcher rows = ROW.matcher(text);
    while (rows.find()) {
      byTensor.putIfAbsent(rows.group(1), rows.group(2));
    }
  }

  static Notes read(Path folder) {
    Path file = folder.resolve("README.md");
    try {
      return new Notes(Files.isRegularFile(file) ? text(file) : "");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** Returns what is said about a tensor; may be empty. */
  String of(String tensor) {
    return byTensor.getOrDefault(tensor, "");
  }

  /** Returns the number behind a label in the note of a tensor. */
  double number(String tensor, String label, double otherwise) {
    return match(tensor, Pattern.quote(label) + " ([0-9]+(?:\\.[0-9]+)?)", otherwise);
  }

  /** Returns the number that a pattern's first group finds in the note of a tensor. */
  double match(String tensor, String pattern, double otherwise) {
    Matcher matcher = Pattern.compile(pattern).matcher(of(tensor));
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : otherwise;
  }
}
