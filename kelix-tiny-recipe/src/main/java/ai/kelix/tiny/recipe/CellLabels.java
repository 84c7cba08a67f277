package ai.kelix.tiny.recipe;

import ai.kelix.tiny.world.scene.Colour;
import ai.kelix.tiny.world.scene.Item;
import ai.kelix.tiny.world.scene.Letter;
import ai.kelix.tiny.world.scene.Picture;
import ai.kelix.tiny.world.scene.PictureRenderer;
import ai.kelix.tiny.world.scene.Region;
import ai.kelix.tiny.world.scene.ShapeKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What there is to see in each cell of a drawn picture, as classes; 0 says that there is nothing.
 * The eyes learn from sixteen such answers at once what a question about one item would teach them
 * slowly.
 */
enum CellLabels {
  /** What covers the middle of each of the four patches: colour and shape, bars included. */
  COVER(4, 1 + Colour.values().length * (ShapeKind.values().length + 1)),
  /** Colour and shape of the item whose centre lies in the cell. */
  ITEM(1, 1 + Colour.values().length * ShapeKind.values().length),
  /** The ninth in which that centre lies. */
  REGION(1, 1 + Region.values().length),
  /** The letter whose middle lies in each third of the cell, from left to right. */
  LETTER(3, 1 + 26),
  /** The number of that letter in its word, from 1. */
  ORDINAL(3, 1 + 6),
  /** The height of the bar that stands in each half of the cell's columns, wherever its top is. */
  HEIGHT(2, 1 + 9);

  private static final double CELL = Picture.SIDE / (double) Lesson.CELLS;
  private static final List<Colour> COLOURS = List.of(Colour.values());
  private static final List<ShapeKind> SHAPES = List.of(ShapeKind.values());
  private static final List<Region> REGIONS = List.of(Region.values());

  private final int places;
  private final int classes;

  CellLabels(int places, int classes) {
    this.places = places;
    this.classes = classes;
  }

  /** Returns how many answers a cell gives. */
  int places() {
    return places;
  }

  /** Returns the number of classes, nothing included. */
  int classes() {
    return classes;
  }

  /** Returns the classes of all cells in reading order, the places of a cell together. */
  int[] of(Sight sight) {
    int side = Lesson.CELLS;
    int[] labels = new int[side * side * places];
    for (int cell = 0; cell < side * side; cell++) {
      for (int place = 0; place < places; place++) {
        double x = cell % side * CELL;
        double y = Math.floorDiv(cell, side) * CELL;
        labels[cell * places + place] = label(sight, x, y, place);
      }
    }
    return labels;
  }

  private int label(Sight sight, double x, double y, int place) {
    return switch (this) {
      case COVER -> cover(sight, x + middle(place % 2), y + middle(Math.floorDiv(place, 2)));
      case ITEM -> centred(sight, x, y).map(i -> look(i, SHAPES.size())).orElse(0);
      case REGION -> centred(sight, x, y).map(CellLabels::region).orElse(0);
      case LETTER ->
          letter(sight, x, y, place).map(i -> 1 + sight.letters().get(i).letter() - 'a').orElse(0);
      case ORDINAL -> letter(sight, x, y, place).map(i -> 1 + i).orElse(0);
      case HEIGHT -> sight.barAt(x + middle(place)).map(Picture.Bar::height).orElse(0);
    };
  }

  /** Middle of the first or second half of a cell. */
  private static double middle(int half) {
    return CELL * (1 + 2 * half) / 4;
  }

  private static int region(Item item) {
    return 1 + REGIONS.indexOf(item.region(Picture.SIDE));
  }

  private static int look(Item item, int shapes) {
    return look(item.colour(), SHAPES.indexOf(item.shape()), shapes);
  }

  private static int look(Colour colour, int shape, int shapes) {
    return 1 + COLOURS.indexOf(colour) * shapes + shape;
  }

  /** A bar counts as one more shape. */
  private static int cover(Sight sight, double x, double y) {
    int bar = SHAPES.size();
    return sight
        .barAt(x)
        .filter(b -> PictureRenderer.top(b) < y)
        .map(b -> look(b.colour(), bar, bar + 1))
        .or(() -> sight.itemAt(x, y).map(item -> look(item, bar + 1)))
        .orElse(0);
  }

  private static Optional<Item> centred(Sight sight, double x, double y) {
    return sight.items().stream()
        .filter(item -> inside(item.x() - x, CELL) && inside(item.y() - y, CELL))
        .findFirst();
  }

  private static Optional<Integer> letter(Sight sight, double x, double y, int third) {
    double left = x + third * CELL / 3;
    return IntStream.range(0, sight.letters().size())
        .filter(
            i -> {
              Letter letter = sight.letters().get(i);
              return inside(letter.x() - left, CELL / 3) && inside(letter.y() - y, CELL);
            })
        .boxed()
        .findFirst();
  }

  private static boolean inside(double offset, double length) {
    return offset >= 0 && offset < length;
  }
}
