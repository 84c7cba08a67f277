package ai.kelix.tiny.world.scene;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Sets a word in a typeface, case, slant, size, colour and place chosen at random. Stateless. */
final class WordPainter {
  private static final Colour[] INKS = {
    Colour.BLACK, Colour.BLACK, Colour.BLUE, Colour.RED, Colour.GREEN, Colour.PURPLE, Colour.BROWN
  };

  /** Pixels left free at the edges of the picture. */
  private static final double EDGE = 5;

  /** No letter is broader, on average, and no word higher. */
  private static final double BROADEST = 30;

  private static final double HIGHEST = 44;
  private static final double SLANT = 0.22;

  private WordPainter() {}

  /**
   * A word in its place.
   *
   * @param outline to be filled
   * @param ink packed RGB
   * @param letters from left to right
   */
  record Placed(Shape outline, int ink, List<Letter> letters) {}

  /** Sets a word; the same randomness gives the same place. */
  static Placed place(Picture.Word word, SplittableRandom random) {
    String letters = inCase(word.text(), random);
    Typeface typeface = any(random);
    Path2D text = text(letters, typeface);
    if (random.nextInt(5) == 0) {
      text.transform(AffineTransform.getShearInstance(-SLANT, 0));
    }
    Rectangle2D bounds = text.getBounds2D();
    AffineTransform place = somewhere(bounds, word.text().length(), random);
    int ink = PictureGenerator.any(INKS, random).shade(random);
    List<Letter> middles = new ArrayList<>();
    double x = 0;
    for (int i = 0; i < letters.length(); i++) {
      double advance = typeface.glyph(letters.charAt(i)).advance();
      Point2D middle = new Point2D.Double(x + advance / 2, bounds.getCenterY());
      place.transform(middle, middle);
      middles.add(new Letter(word.text().charAt(i), middle.getX(), middle.getY()));
      x += advance;
    }
    return new Placed(place.createTransformedShape(text), ink, middles);
  }

  private static AffineTransform somewhere(
      Rectangle2D bounds, int letters, SplittableRandom random) {
    double room = Picture.SIDE - 2 * EDGE;
    double widest = Math.min(room, BROADEST * letters);
    double largest = Math.min(widest / bounds.getWidth(), HIGHEST / bounds.getHeight());
    double scale = largest * random.nextDouble(0.8, 1);
    double left = EDGE + (room - bounds.getWidth() * scale) * middling(random);
    double top = EDGE + (room - bounds.getHeight() * scale) * middling(random);
    AffineTransform place = AffineTransform.getTranslateInstance(left, top);
    place.scale(scale, scale);
    place.translate(-bounds.getX(), -bounds.getY());
    return place;
  }

  /** 0 … 1, more often in the middle. */
  private static double middling(SplittableRandom random) {
    return (random.nextDouble() + random.nextDouble() + random.nextDouble()) / 3;
  }

  private static Typeface any(SplittableRandom random) {
    return Typeface.ALL.get(random.nextInt(Typeface.ALL.size()));
  }

  /** Half of the words are in capitals, some begin with one. */
  private static String inCase(String word, SplittableRandom random) {
    String capitals = word.toUpperCase(Locale.ROOT);
    int dice = random.nextInt(10);
    if (dice < 5) {
      return capitals;
    }
    return dice == 5 ? capitals.charAt(0) + word.substring(1) : word;
  }

  private static Path2D text(String letters, Typeface typeface) {
    Path2D text = new Path2D.Double(Path2D.WIND_NON_ZERO);
    double x = 0;
    for (int i = 0; i < letters.length(); i++) {
      Glyph glyph = typeface.glyph(letters.charAt(i));
      text.append(glyph.area().getPathIterator(AffineTransform.getTranslateInstance(x, 0)), false);
      x += glyph.advance();
    }
    return text;
  }
}
