package ai.kelix.eval.scene;

import ai.kelix.Image;
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

/** Turns descriptions into pixels; the same description gives the same pixels. Stateless. */
public final class PictureRenderer {
  private static final int SIDE = Picture.SIDE;

  private PictureRenderer() {}

  /** Draws a picture of 112 × 112 pixels. */
  public static Image image(Picture picture) {
    int[] packed = packed(picture);
    byte[] rgb = new byte[3 * packed.length];
    for (int i = 0; i < packed.length; i++) {
      rgb[3 * i] = (byte) (packed[i] >> 16);
      rgb[3 * i + 1] = (byte) (packed[i] >> 8);
      rgb[3 * i + 2] = (byte) packed[i];
    }
    return Image.ofRgb(SIDE, SIDE, rgb);
  }

  /** Draws a picture as packed RGB, row-major. */
  public static int[] packed(Picture picture) {
    SplittableRandom random = new SplittableRandom(picture.style());
    BufferedImage canvas = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = canvas.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    int light = random.nextInt(238, 256);
    graphics.setColor(new Color(light, light, light));
    graphics.fillRect(0, 0, SIDE, SIDE);
    if (picture instanceof Picture.Scene scene) {
      scene.items().forEach(item -> draw(graphics, item));
    } else if (picture instanceof Picture.Word word) {
      draw(graphics, word, random);
    } else if (picture instanceof Picture.Chart chart) {
      draw(graphics, chart);
    }
    graphics.dispose();
    return ((DataBufferInt) canvas.getRaster().getDataBuffer()).getData();
  }

  private static void draw(Graphics2D graphics, Item item) {
    graphics.setColor(new Color(item.colour().packed()));
    AffineTransform place = AffineTransform.getTranslateInstance(item.x(), item.y());
    graphics.fill(place.createTransformedShape(outline(item.shape(), item.size() / 2)));
  }

  private static Shape outline(ShapeKind shape, double half) {
    return switch (shape) {
      case CIRCLE -> new Ellipse2D.Double(-half, -half, 2 * half, 2 * half);
      case SQUARE -> new Rectangle2D.Double(-half * 0.9, -half * 0.9, 1.8 * half, 1.8 * half);
      case TRIANGLE -> polygon(new double[] {0, -half, half, half * 0.8, -half, half * 0.8});
      case STAR -> star(half * 1.1);
    };
  }

  private static Shape polygon(double[] corners) {
    Path2D path = new Path2D.Double();
    path.moveTo(corners[0], corners[1]);
    for (int i = 2; i < corners.length; i += 2) {
      path.lineTo(corners[i], corners[i + 1]);
    }
    path.closePath();
    return path;
  }

  private static Shape star(double radius) {
    double[] corners = new double[20];
    for (int i = 0; i < 10; i++) {
      double r = i % 2 == 0 ? radius : radius * 0.42;
      double angle = Math.PI * i / 5 - Math.PI / 2;
      corners[2 * i] = r * Math.cos(angle);
      corners[2 * i + 1] = r * Math.sin(angle);
    }
    return polygon(corners);
  }

  private static void draw(Graphics2D graphics, Picture.Word word, SplittableRandom random) {
    int count = word.text().length();
    double advance = Math.min(24, (SIDE - 14.0) / count) * random.nextDouble(0.88, 1);
    double width = advance * random.nextDouble(0.58, 0.7);
    double height = width * random.nextDouble(1.4, 2);
    double slant = random.nextInt(3) == 0 ? 0.25 : 0;
    float thickness = (float) (width * random.nextDouble(0.14, 0.3));
    Colour[] dark = {Colour.BLACK, Colour.BLUE, Colour.RED, Colour.GREEN, Colour.PURPLE};
    graphics.setColor(new Color(dark[random.nextInt(dark.length)].packed()));
    graphics.setStroke(new BasicStroke(thickness, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    double left = (SIDE - advance * count) * random.nextDouble(0.2, 0.8) + (advance - width) / 2;
    double top = (SIDE - height) * random.nextDouble(0.2, 0.8);
    for (int i = 0; i < count; i++) {
      AffineTransform place = AffineTransform.getTranslateInstance(left + i * advance, top);
      graphics.draw(
          place.createTransformedShape(
              StrokeFont.letter(word.text().charAt(i), width, height, slant)));
    }
  }

  private static void draw(Graphics2D graphics, Picture.Chart chart) {
    double unit = 10;
    double ground = SIDE - 8;
    double slot = (SIDE - 16.0) / chart.bars().size();
    graphics.setColor(new Color(Colour.BLACK.packed()));
    graphics.fill(new Rectangle2D.Double(6, ground, SIDE - 12.0, 2));
    for (int i = 0; i < chart.bars().size(); i++) {
      Picture.Bar bar = chart.bars().get(i);
      graphics.setColor(new Color(bar.colour().packed()));
      double height = bar.height() * unit;
      graphics.fill(
          new Rectangle2D.Double(8 + i * slot + slot * 0.15, ground - height, slot * 0.7, height));
    }
  }
}
