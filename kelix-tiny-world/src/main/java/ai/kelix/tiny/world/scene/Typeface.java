package ai.kelix.tiny.world.scene;

import java.awt.BasicStroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A look of drawn words: strokes of some thickness, or letters taken from print. Thread-safe. */
final class Typeface {
  /** Height of capitals in ems, as in most fonts. */
  private static final double CAPITALS = 0.72;

  /** Between two letters of strokes, in ems. */
  private static final double GAP = 0.12;

  /** Six made of strokes and four taken from print. */
  static final List<Typeface> ALL =
      List.of(
          drawn("thin", 0.45, 0.05, 0.2, 0),
          drawn("regular", 0.45, 0.09, 0.2, 0),
          drawn("heavy", 0.5, 0.13, 0.1, 0),
          drawn("wide", 0.62, 0.1, 0, 0),
          drawn("round", 0.46, 0.11, 0.45, 0),
          drawn("ticked", 0.48, 0.07, 0.3, 0.35),
          printed("sans"),
          printed("bold"),
          printed("serif"),
          printed("mono"));

  private final String name;
  private final Function<Character, Glyph> maker;
  private final Map<Character, Glyph> glyphs = new ConcurrentHashMap<>();

  private Typeface(String name, Function<Character, Glyph> maker) {
    this.name = name;
    this.maker = maker;
  }

  /**
   * Letters of strokes.
   *
   * @param width of all letters in ems
   * @param thickness of the strokes in ems
   * @param rounding 0 for sharp corners … 0.5 for curves
   * @param ticks length of serifs over the width; 0 for none
   */
  private static Typeface drawn(
      String name, double width, double thickness, double rounding, double ticks) {
    return new Typeface(
        name,
        letter -> {
          Path2D strokes = StrokeFont.glyph(letter, rounding, ticks);
          strokes.transform(AffineTransform.getScaleInstance(width, CAPITALS));
          BasicStroke pen =
              new BasicStroke((float) thickness, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
          return new Glyph(new Area(pen.createStrokedShape(strokes)), width + thickness + GAP);
        });
  }

  private static Typeface printed(String name) {
    OutlineFont font = new OutlineFont(name + ".glyphs");
    return new Typeface(name, font::glyph);
  }

  /** Returns a letter a … z or A … Z. */
  Glyph glyph(char letter) {
    return glyphs.computeIfAbsent(letter, maker);
  }

  @Override
  public String toString() {
    return name;
  }
}
