package ai.kelix.tiny.world.scene;

import java.awt.geom.Path2D;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Scanner;

/**
 * The outlines of a printed font's letters from a resource: a line holds the letter, its advance
 * and a path (M, L, Q, Z), in thousandths of an em. Immutable.
 */
final class OutlineFont {
  private static final double EM = 1000;

  private final Map<Character, Glyph> glyphs = new HashMap<>();

  /**
   * Reads a resource of this package.
   *
   * @throws IllegalStateException if it is missing
   */
  OutlineFont(String resource) {
    try (InputStream stream = OutlineFont.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(
            "the resource " + resource + " is missing in kelix-tiny-world");
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
      lines.lines().forEach(line -> glyphs.put(line.charAt(0), read(line.substring(2))));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + resource, e);
    }
  }

  /** Returns a letter a … z or A … Z. */
  Glyph glyph(char letter) {
    Glyph glyph = glyphs.get(letter);
    if (glyph == null) {
      throw new IllegalArgumentException("there is no glyph for '" + letter + "'");
    }
    return glyph;
  }

  private static Glyph read(String line) {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    try (Scanner words = new Scanner(line.replaceAll("([MLQZ])", " $1 "))) {
      double advance = Integer.parseInt(words.next()) / EM;
      while (words.hasNext()) {
        append(path, words);
      }
      return new Glyph(path, advance);
    }
  }

  private static void append(Path2D path, Scanner words) {
    String command = words.next();
    switch (command) {
      case "M" -> path.moveTo(number(words), number(words));
      case "L" -> path.lineTo(number(words), number(words));
      case "Q" -> path.quadTo(number(words), number(words), number(words), number(words));
      case "Z" -> path.closePath();
      default -> throw new IllegalStateException("a path has no command " + command);
    }
  }

  private static double number(Scanner words) {
    return Integer.parseInt(words.next()) / EM;
  }
}
