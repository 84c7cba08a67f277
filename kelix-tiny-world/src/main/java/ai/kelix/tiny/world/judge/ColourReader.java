package ai.kelix.tiny.world.judge;

import ai.kelix.Image;
import ai.kelix.tiny.world.scene.Colour;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;

/** Names the colours of pixels by the nearest point of the stretch that each name stands for. */
final class ColourReader {
  private final Image image;
  private final int[] ground = new int[3];

  /** Takes the median colour of the picture's frame for its ground. */
  ColourReader(Image image) {
    this.image = image;
    for (int channel = 0; channel < 3; channel++) {
      ground[channel] = frameMedian(channel);
    }
  }

  private int frameMedian(int channel) {
    int w = image.width();
    int h = image.height();
    int[] values = new int[2 * (w + h)];
    int count = 0;
    for (int x = 0; x < w; x++) {
      values[count++] = image.value(x, 0, channel);
      values[count++] = image.value(x, h - 1, channel);
    }
    for (int y = 0; y < h; y++) {
      values[count++] = image.value(0, y, channel);
      values[count++] = image.value(w - 1, y, channel);
    }
    Arrays.sort(values);
    return values[count / 2];
  }

  /** Returns the distance of a pixel from the ground, 0 … 442. */
  double fromGround(int x, int y) {
    double sum = 0;
    for (int channel = 0; channel < 3; channel++) {
      sum += Math.pow(image.value(x, y, channel) - ground[channel], 2);
    }
    return Math.sqrt(sum);
  }

  /** Names the colour of a pixel. */
  Colour at(int x, int y) {
    return Arrays.stream(Colour.values())
        .min(Comparator.comparingDouble(colour -> distance(colour, x, y)))
        .orElseThrow();
  }

  /** Names the colour that most pixels of a patch have. */
  Colour of(Patch patch) {
    Map<Colour, Integer> votes = new EnumMap<>(Colour.class);
    patch.pixels().stream()
        .forEach(i -> votes.merge(at(i % patch.width(), i / patch.width()), 1, Integer::sum));
    return votes.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElseThrow();
  }

  private double distance(Colour colour, int x, int y) {
    int calm = colour.shade(0);
    int vivid = colour.shade(1);
    double along = 0;
    double length = 0;
    double[] offset = new double[3];
    double[] stretch = new double[3];
    for (int channel = 0; channel < 3; channel++) {
      int shift = 16 - 8 * channel;
      offset[channel] = image.value(x, y, channel) - (calm >> shift & 0xFF);
      stretch[channel] = (vivid >> shift & 0xFF) - (calm >> shift & 0xFF);
      along += offset[channel] * stretch[channel];
      length += stretch[channel] * stretch[channel];
    }
    double t = Math.max(0, Math.min(1, along / length));
    double sum = 0;
    for (int channel = 0; channel < 3; channel++) {
      sum += Math.pow(offset[channel] - t * stretch[channel], 2);
    }
    return sum;
  }
}
