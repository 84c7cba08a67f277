package ai.kelix.tiny.world.scene;

import ai.kelix.Image;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Turns descriptions into pixels; the same description gives the same pixels. Stateless. */
public final class PictureRenderer {
  private static final int SIDE = Picture.SIDE;

  /** So much the ground's red, green and blue may differ from its brightness. */
  private static final int TINT = 3;

  /** One in so many items is tilted, by at most so many radians. */
  private static final int TILTED_OF = 4;

  private static final double TILT = 0.14;

  /** Pixels beside a chart's bars, and below. */
  private static final double CHART_LEFT = 8;

  /** Pixels of one unit of a bar's height. */
  private static final double CHART_UNIT = 10;

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
    graphics.setColor(ground(random));
    graphics.fillRect(0, 0, SIDE, SIDE);
    if (picture instanceof Picture.Scene scene) {
      scene.items().forEach(item -> draw(graphics, item, random));
    } else if (picture instanceof Picture.Word word) {
      WordPainter.Placed placed = WordPainter.place(word, random);
      graphics.setColor(new Color(placed.ink()));
      graphics.fill(placed.outline());
    } else if (picture instanceof Picture.Chart chart) {
      draw(graphics, chart, random);
    }
    graphics.dispose();
    return ((DataBufferInt) canvas.getRaster().getDataBuffer()).getData();
  }

  /** Returns where the letters of a word are drawn, from left to right. */
  public static List<Letter> letters(Picture.Word word) {
    SplittableRandom random = new SplittableRandom(word.style());
    ground(random);
    return WordPainter.place(word, random).letters();
  }

  /**
   * Returns the bar drawn at a place from the left, if any.
   *
   * @param x in pixels
   */
  public static Optional<Picture.Bar> bar(Picture.Chart chart, double x) {
    int index = (int) Math.floor((x - CHART_LEFT) / slot(chart));
    return index < 0 || index >= chart.bars().size()
        ? Optional.empty()
        : Optional.of(chart.bars().get(index));
  }

  /** Returns the upper edge of a bar in pixels from the top. */
  public static double top(Picture.Bar bar) {
    return SIDE - CHART_LEFT - bar.height() * CHART_UNIT;
  }

  private static double slot(Picture.Chart chart) {
    return (SIDE - 2 * CHART_LEFT) / chart.bars().size();
  }

  private static Color ground(SplittableRandom random) {
    int light = random.nextInt(236, 256);
    return new Color(tinted(light, random), tinted(light, random), tinted(light, random));
  }

  private static int tinted(int light, SplittableRandom random) {
    return Math.min(255, light + random.nextInt(-TINT, TINT + 1));
  }

  private static void draw(Graphics2D graphics, Item item, SplittableRandom random) {
    graphics.setColor(new Color(item.colour().shade(random)));
    AffineTransform place = AffineTransform.getTranslateInstance(item.x(), item.y());
    if (random.nextInt(TILTED_OF) == 0) {
      place.rotate(random.nextDouble(-TILT, TILT));
    }
    Shape outline = Outlines.varied(item.shape(), item.size() / 2, random);
    graphics.fill(place.createTransformedShape(outline));
  }

  private static void draw(Graphics2D graphics, Picture.Chart chart, SplittableRandom random) {
    double ground = SIDE - CHART_LEFT;
    double slot = slot(chart);
    double filled = random.nextDouble(0.5, 0.85);
    graphics.setColor(new Color(Colour.BLACK.packed()));
    graphics.fill(new Rectangle2D.Double(6, ground, SIDE - 12.0, 2));
    if (random.nextInt(3) == 0) {
      graphics.fill(new Rectangle2D.Double(5, 8, 2, ground - 6));
    }
    for (int i = 0; i < chart.bars().size(); i++) {
      Picture.Bar bar = chart.bars().get(i);
      graphics.setColor(new Color(bar.colour().shade(random)));
      double height = bar.height() * CHART_UNIT;
      double left = CHART_LEFT + slot * (i + (1 - filled) / 2);
      graphics.fill(new Rectangle2D.Double(left, ground - height, slot * filled, height));
    }
  }
}
