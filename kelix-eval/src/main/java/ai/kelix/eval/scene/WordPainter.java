package ai.kelix.eval.scene;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import java.util.SplittableRandom;

/** Draws a word in a typeface, case, slant, size, colour and place chosen at random. Stateless. */
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

  static void draw(Graphics2D graphics, Picture.Word word, SplittableRandom random) {
    Path2D text = text(inCase(word.text(), random), any(random));
    if (random.nextInt(5) == 0) {
      text.transform(AffineTransform.getShearInstance(-SLANT, 0));
    }
    Rectangle2D bounds = text.getBounds2D();
    double room = Picture.SIDE - 2 * EDGE;
    double widest = Math.min(room, BROADEST * word.text().length());
    double largest = Math.min(widest / bounds.getWidth(), HIGHEST / bounds.getHeight());
    double scale = largest * random.nextDouble(0.8, 1);
    double left = EDGE + (room - bounds.getWidth() * scale) * middling(random);
    double top = EDGE + (room - bounds.getHeight() * scale) * middling(random);
    AffineTransform place = AffineTransform.getTranslateInstance(left, top);
    place.scale(scale, scale);
    place.translate(-bounds.getX(), -bounds.getY());
    graphics.setColor(new Color(PictureGenerator.any(INKS, random).shade(random)));
    graphics.fill(place.createTransformedShape(text));
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
