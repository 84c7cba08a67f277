package ai.kelix.tiny.world.scene;

import java.util.Locale;
import java.util.Optional;

/** The shapes of the drawn world. */
public enum ShapeKind {
  /** A disc. */
  CIRCLE,
  /** A square, upright. */
  SQUARE,
  /** A triangle pointing up. */
  TRIANGLE,
  /** A star with five points. */
  STAR;

  /** Returns the name in the questions and answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the shape of a name in the singular; empty if it is none of the drawn world. */
  public static Optional<ShapeKind> read(String word) {
    for (ShapeKind shape : values()) {
      if (shape.word().equals(word)) {
        return Optional.of(shape);
      }
    }
    return Optional.empty();
  }
}
