package ai.kelix.tiny.world.scene;

/** How one thing lies to another, by their centres. */
public enum Relation {
  /** Nearer to the left edge. */
  LEFT_OF("left of", -1, 0),
  /** Nearer to the right edge. */
  RIGHT_OF("right of", 1, 0),
  /** Nearer to the upper edge. */
  ABOVE("above", 0, -1),
  /** Nearer to the lower edge. */
  BELOW("below", 0, 1);

  private final String phrase;
  private final int alongX;
  private final int alongY;

  Relation(String phrase, int alongX, int alongY) {
    this.phrase = phrase;
    this.alongX = alongX;
    this.alongY = alongY;
  }

  /** Returns the words between the two things. */
  public String phrase() {
    return phrase;
  }

  /**
   * Tells how far the first thing lies in this direction from the second; negative if it lies the
   * other way.
   *
   * @param dx first x minus second x
   * @param dy first y minus second y
   */
  public double lead(double dx, double dy) {
    return alongX * dx + alongY * dy;
  }

  /** As {@link #lead(double, double)}, between the centres of two items, in pixels. */
  public double lead(Item first, Item second) {
    return lead(first.x() - second.x(), first.y() - second.y());
  }
}
