package ai.kelix.tiny.recipe.data;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.SplittableRandom;

/**
 * Random flat shapes, strokes and bars in any colour on a light ground: what the autoencoder learns
 * from, wider than the scenes it will see.
 */
public final class Doodle {

  private Doodle() {}

  /**
   * Draws one picture; the same seed gives the same pixels.
   *
   * @param side in pixels
   * @return packed RGB, row-major
   */
  public static int[] draw(int side, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    int light = random.nextInt(225, 256);
    graphics.setColor(new Color(light, light, light));
    graphics.fillRect(0, 0, side, side);
    for (int count = random.nextInt(1, 7); count > 0; count--) {
      element(graphics, side, random);
    }
    graphics.dispose();
    return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  }

  private static void element(Graphics2D graphics, int side, SplittableRandom random) {
    graphics.setColor(colour(random));
    double size = side * random.nextDouble(0.08, 0.5);
    AffineTransform place =
        AffineTransform.getTranslateInstance(
            side * random.nextDouble(0.05, 0.95), side * random.nextDouble(0.05, 0.95));
    if (random.nextInt(3) == 0) {
      place.rotate(random.nextDouble(2 * Math.PI));
    }
    Shape shape = place.createTransformedShape(outline(size, random));
    if (random.nextInt(4) == 0) {
      float thickness = (float) (side * random.nextDouble(0.015, 0.05));
      graphics.setStroke(new BasicStroke(thickness, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      graphics.draw(shape);
    } else {
      graphics.fill(shape);
    }
  }

  private static Color colour(SplittableRandom random) {
    if (random.nextInt(4) == 0) {
      int grey = random.nextInt(140);
      return new Color(grey, grey, grey);
    }
    float saturation = (float) random.nextDouble(0.5, 1);
    return Color.getHSBColor(
        (float) random.nextDouble(), saturation, (float) random.nextDouble(0.45, 1));
  }

  private static Shape outline(double size, SplittableRandom random) {
    double half = size / 2;
    return switch (random.nextInt(5)) {
      case 0 -> new Ellipse2D.Double(-half, -half, size, size);
      case 1 -> new Rectangle2D.Double(-half, -half, size, size);
      case 2 -> new Rectangle2D.Double(-half / 3, -half, size / 3, size);
      case 3 -> star(3, half, 1);
      default -> star(random.nextInt(4, 8), half, random.nextDouble(0.35, 1));
    };
  }

  /** A polygon whose every second corner is drawn in by a factor. */
  private static Shape star(int points, double radius, double inner) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < 2 * points; i++) {
      double r = i % 2 == 0 ? radius : radius * inner * Math.cos(Math.PI / points);
      double angle = Math.PI * i / points - Math.PI / 2;
      double x = r * Math.cos(angle);
      double y = r * Math.sin(angle);
      if (i == 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    path.closePath();
    return path;
  }
}
