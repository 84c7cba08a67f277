package ai.kelix.eval.scene;

import java.util.Locale;

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
}
