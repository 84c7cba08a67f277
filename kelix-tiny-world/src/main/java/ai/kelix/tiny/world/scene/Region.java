package ai.kelix.tiny.world.scene;

import java.util.Optional;

/** The ninths of a picture, named as people do. */
public enum Region {
  /** Upper left ninth. */
  TOP_LEFT("top left", 0, 0),
  /** Upper middle ninth. */
  TOP("top", 0, 1),
  /** Upper right ninth. */
  TOP_RIGHT("top right", 0, 2),
  /** Middle left ninth. */
  LEFT("left", 1, 0),
  /** Middle ninth. */
  CENTER("center", 1, 1),
  /** Middle right ninth. */
  RIGHT("right", 1, 2),
  /** Lower left ninth. */
  BOTTOM_LEFT("bottom left", 2, 0),
  /** Lower middle ninth. */
  BOTTOM("bottom", 2, 1),
  /** Lower right ninth. */
  BOTTOM_RIGHT("bottom right", 2, 2);

  private final String phrase;
  private final int row;
  private final int column;

  Region(String phrase, int row, int column) {
    this.phrase = phrase;
    this.row = row;
    this.column = column;
  }

  /** Returns the name in questions, answers and prompts. */
  public String phrase() {
    return phrase;
  }

  /** Returns the column 0, 1, 2 from the left. */
  public int column() {
    return column;
  }

  /** Returns the row 0, 1, 2 from the top. */
  public int row() {
    return row;
  }

  /**
   * Returns the region of a point.
   *
   * @param x 0 … 1 from the left
   * @param y 0 … 1 from the top
   */
  public static Region of(double x, double y) {
    return values()[third(y) * 3 + third(x)];
  }

  /** Returns the region of a name; empty if it is none. */
  public static Optional<Region> read(String phrase) {
    for (Region region : values()) {
      if (region.phrase.equals(phrase)) {
        return Optional.of(region);
      }
    }
    return Optional.empty();
  }

  private static int third(double position) {
    return Math.max(0, Math.min(2, (int) (position * 3)));
  }
}
