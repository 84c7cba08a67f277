package ai.kelix.cli.eval;

import ai.kelix.Image;
import ai.kelix.tiny.world.measure.Measurement.Painted;
import ai.kelix.tiny.world.scene.Picture;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Painted pictures side by side, framed green where the judge is satisfied and red elsewhere. */
final class ContactSheet {
  private static final int COLUMNS = 6;
  private static final int GAP = 16;
  private static final int CAPTION = 30;
  private static final int LINE = 13;
  private static final int CELL = 2 * Picture.SIDE;
  private static final int FRAME = 3;

  private final List<Painted> pictures = new ArrayList<>();

  void add(Painted painted) {
    pictures.add(painted);
  }

  /** Writes a PNG file, replacing an existing one. */
  void write(Path file) {
    int rows = (pictures.size() + COLUMNS - 1) / COLUMNS;
    int width = COLUMNS * (CELL + GAP) + GAP;
    int height = Math.max(1, rows) * (CELL + GAP + CAPTION) + GAP;
    BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    for (int i = 0; i < pictures.size(); i++) {
      int x = GAP + i % COLUMNS * (CELL + GAP);
      int y = GAP + i / COLUMNS * (CELL + GAP + CAPTION);
      draw(graphics, pictures.get(i), x, y);
    }
    graphics.dispose();
    try {
      ImageIO.write(sheet, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static void draw(Graphics2D graphics, Painted painted, int x, int y) {
    graphics.setColor(painted.right() ? new Color(0x1E963C) : new Color(0xDC1E28));
    graphics.fillRect(x - FRAME, y - FRAME, CELL + 2 * FRAME, CELL + 2 * FRAME);
    painted.image().ifPresent(image -> graphics.drawImage(pixels(image), x, y, CELL, CELL, null));
    graphics.setColor(Color.DARK_GRAY);
    int line = y + CELL + FRAME + LINE;
    for (String words : lines(graphics, painted.prompt().text())) {
      graphics.drawString(words, x, line);
      line += LINE;
    }
  }

  private static BufferedImage pixels(Image image) {
    BufferedImage pixels =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        int red = image.value(x, y, 0);
        int green = image.value(x, y, 1);
        pixels.setRGB(x, y, red << 16 | green << 8 | image.value(x, y, 2));
      }
    }
    return pixels;
  }

  private static List<String> lines(Graphics2D graphics, String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && graphics.getFontMetrics().stringWidth(line + " " + word) > CELL) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
