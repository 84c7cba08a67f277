package ai.kelix.tiny.world.scene;

/**
 * One coloured shape.
 *
 * @param shape its outline
 * @param colour its fill
 * @param x centre in pixels from the left
 * @param y centre in pixels from the top
 * @param size side or diameter in pixels
 */
public record Item(ShapeKind shape, Colour colour, double x, double y, double size) {

  /** Returns colour and shape, such as {@code red circle}. */
  public String phrase() {
    return colour.word() + " " + shape.word();
  }

  /** Tells whether both have the same colour and shape. */
  public boolean looksLike(Item other) {
    return shape == other.shape && colour == other.colour;
  }

  /** Returns the ninth of the picture in which the centre lies. */
  public Region region(int side) {
    return Region.of(x / side, y / side);
  }
}
