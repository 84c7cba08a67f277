package ai.kelix.tiny.world.scene;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Draws descriptions at random. Stateless; the caller brings the randomness. */
public final class PictureGenerator {
  private static final double SMALLEST = 22;
  private static final double[] LARGEST = {50, 42, 36, 34};
  private static final double THIRD = Picture.SIDE / 3.0;

  /**
   * Centres stay so far from the borders of regions, where an answer would be a matter of taste.
   */
  private static final double BORDER = 3;

  /** Pixels left free between an item and the edge of the picture. */
  private static final double EDGE = 2;

  /** So often a crowded arrangement is retried before all is drawn anew. */
  private static final int PATIENCE = 40;

  private PictureGenerator() {}

  /** A scene of one to four items; often some are alike, sometimes all. */
  public static Picture.Scene scene(SplittableRandom random) {
    return scene(random, random.nextInt(1, 5));
  }

  /**
   * A scene of so many items; often some are alike, sometimes all.
   *
   * @param count 1 … 4
   */
  public static Picture.Scene scene(SplittableRandom random, int count) {
    boolean allAlike = random.nextInt(6) == 0;
    List<Appearance> wanted = new ArrayList<>();
    while (wanted.size() < count) {
      ShapeKind shape = any(ShapeKind.values(), random);
      Colour colour = any(Colour.values(), random);
      if (!wanted.isEmpty() && (allAlike || random.nextInt(3) == 0)) {
        Appearance model = wanted.get(random.nextInt(wanted.size()));
        shape = model.shape();
        colour = !allAlike && random.nextInt(3) == 0 ? colour : model.colour();
      }
      wanted.add(Appearance.anywhere(shape, colour));
    }
    return scene(wanted, random);
  }

  /**
   * A scene of given things.
   *
   * @param wanted one to four; at most one for each region asked for
   * @throws IllegalArgumentException for none or more than four
   */
  public static Picture.Scene scene(List<Appearance> wanted, SplittableRandom random) {
    if (wanted.isEmpty() || wanted.size() > LARGEST.length) {
      throw new IllegalArgumentException("a scene has one to four items, not " + wanted.size());
    }
    while (true) {
      List<Item> items = new ArrayList<>();
      for (int tries = 0; tries < PATIENCE && items.size() < wanted.size(); tries++) {
        Item item = placed(wanted.get(items.size()), LARGEST[wanted.size() - 1], random);
        if (items.stream().allMatch(other -> apart(item, other))) {
          items.add(item);
        }
      }
      if (items.size() == wanted.size()) {
        return new Picture.Scene(items, random.nextLong());
      }
    }
  }

  private static Item placed(Appearance wanted, double largest, SplittableRandom random) {
    double size = random.nextDouble(SMALLEST, largest);
    Region region = wanted.region().orElseGet(() -> any(Region.values(), random));
    double x = coordinate(region.column(), size, random);
    double y = coordinate(region.row(), size, random);
    return new Item(wanted.shape(), wanted.colour(), x, y, size);
  }

  private static double coordinate(int third, double size, SplittableRandom random) {
    double margin = size / 2 + EDGE;
    double low = Math.max(third * THIRD + BORDER, margin);
    double high = Math.min((third + 1) * THIRD - BORDER, Picture.SIDE - margin);
    return random.nextDouble(low, high);
  }

  private static boolean apart(Item a, Item b) {
    double needed = (a.size() + b.size()) / 2 * 1.08 + 3;
    double dx = Math.abs(a.x() - b.x());
    double dy = Math.abs(a.y() - b.y());
    return Math.max(dx, dy) > needed;
  }

  /** A word, half the time a common one. */
  public static Picture.Word word(SplittableRandom random) {
    if (random.nextBoolean()) {
      String common = CommonWords.ALL.get(random.nextInt(CommonWords.ALL.size()));
      return new Picture.Word(common, random.nextLong());
    }
    StringBuilder letters = new StringBuilder();
    for (int i = random.nextInt(2, 7); i > 0; i--) {
      letters.append((char) ('a' + random.nextInt(26)));
    }
    return new Picture.Word(letters.toString(), random.nextLong());
  }

  /** A chart of two to four bars. */
  public static Picture.Chart chart(SplittableRandom random) {
    List<Colour> colours = shuffled(List.of(Colour.values()), random);
    List<Integer> heights = shuffled(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9), random);
    List<Picture.Bar> bars = new ArrayList<>();
    for (int i = random.nextInt(2, 5) - 1; i >= 0; i--) {
      bars.add(new Picture.Bar(colours.get(i), heights.get(i)));
    }
    return new Picture.Chart(bars, random.nextLong());
  }

  /** One of several, all equally likely. */
  public static <T> T any(T[] values, SplittableRandom random) {
    return values[random.nextInt(values.length)];
  }

  /** The same elements in an order drawn at random. */
  public static <T> List<T> shuffled(List<T> list, SplittableRandom random) {
    List<T> copy = new ArrayList<>(list);
    Collections.shuffle(copy, new Random(random.nextLong()));
    return copy;
  }
}
