package ai.kelix.eval.scene;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;

/** Draws descriptions at random. Stateless; the caller brings the randomness. */
public final class PictureGenerator {
  private static final List<String> COMMON_WORDS =
      List.of(
          "cat", "dog", "sun", "car", "tree", "fish", "bird", "book", "door", "house", "green",
          "water", "apple", "stone", "light", "river", "milk", "hand", "time", "moon", "rain",
          "king", "ship", "road", "city", "music", "table", "chair", "bread", "plant", "horse",
          "cloud", "no", "go", "up", "we", "it", "on", "yes", "box", "cup", "hat", "key", "map",
          "pen", "red", "six", "ten", "toy", "van", "web", "zoo", "ball", "cake", "desk", "farm",
          "gold", "hill", "idea", "jump", "kite", "lamp", "nest", "open", "park", "quiz", "rose",
          "snow", "tent", "unit", "vase", "wind", "year", "zone", "bridge", "candle", "dragon",
          "engine", "flower", "garden", "hammer", "island", "jacket", "kitten", "ladder", "mirror",
          "needle", "orange", "pencil", "rabbit", "silver", "ticket", "violet", "window", "yellow",
          "zipper");

  private PictureGenerator() {}

  /** A scene of one to four items, sometimes alike. */
  public static Picture.Scene scene(SplittableRandom random) {
    return scene(random, random.nextInt(1, 5));
  }

  /** A scene of so many items, sometimes alike. */
  public static Picture.Scene scene(SplittableRandom random, int count) {
    List<Item> items = new ArrayList<>();
    while (items.size() < count) {
      ShapeKind shape = any(ShapeKind.values(), random);
      Colour colour = any(Colour.values(), random);
      if (!items.isEmpty() && random.nextInt(3) == 0) {
        Item model = items.get(random.nextInt(items.size()));
        shape = model.shape();
        colour = random.nextInt(3) == 0 ? colour : model.colour();
      }
      place(shape, colour, count, items, Optional.empty(), random).ifPresent(items::add);
    }
    return new Picture.Scene(items, random.nextLong());
  }

  /** A scene of equal items. */
  public static Picture.Scene alike(
      ShapeKind shape, Colour colour, int count, SplittableRandom random) {
    List<Item> items = new ArrayList<>();
    while (items.size() < count) {
      place(shape, colour, count, items, Optional.empty(), random).ifPresent(items::add);
    }
    return new Picture.Scene(items, random.nextLong());
  }

  /** A scene of one item in a given region. */
  public static Picture.Scene in(
      Region region, ShapeKind shape, Colour colour, SplittableRandom random) {
    List<Item> items = new ArrayList<>();
    while (items.isEmpty()) {
      place(shape, colour, 1, items, Optional.of(region), random).ifPresent(items::add);
    }
    return new Picture.Scene(items, random.nextLong());
  }

  /** Finds a free place; empty if the draw was unlucky. */
  private static Optional<Item> place(
      ShapeKind shape,
      Colour colour,
      int count,
      List<Item> taken,
      Optional<Region> region,
      SplittableRandom random) {
    double largest = count == 1 ? 46 : count == 2 ? 40 : 34;
    double size = random.nextDouble(24, largest);
    double margin = size / 2 + 2;
    double x = coordinate(region.map(Region::column), margin, random);
    double y = coordinate(region.map(Region::row), margin, random);
    Item item = new Item(shape, colour, x, y, size);
    boolean wellInside = insideThird(x) && insideThird(y);
    boolean free = taken.stream().allMatch(other -> apart(item, other));
    return wellInside && free ? Optional.of(item) : Optional.empty();
  }

  private static double coordinate(
      Optional<Integer> third, double margin, SplittableRandom random) {
    double unit = Picture.SIDE / 3.0;
    double from = third.map(t -> t * unit).orElse(0.0);
    double to = third.map(t -> (t + 1) * unit).orElse((double) Picture.SIDE);
    double low = Math.max(from, margin);
    double high = Math.min(to, Picture.SIDE - margin);
    return low < high ? random.nextDouble(low, high) : (from + to) / 2;
  }

  /** Keeps centres away from the borders of regions, where an answer would be a matter of taste. */
  private static boolean insideThird(double position) {
    double inThird = position % (Picture.SIDE / 3.0);
    return inThird > 3 && inThird < Picture.SIDE / 3.0 - 3;
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
      String common = COMMON_WORDS.get(random.nextInt(COMMON_WORDS.size()));
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
    List<Colour> colours = new ArrayList<>(List.of(Colour.values()));
    Collections.shuffle(colours, new Random(random.nextLong()));
    List<Integer> heights = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9));
    Collections.shuffle(heights, new Random(random.nextLong()));
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
}
