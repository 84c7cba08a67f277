package ai.kelix.eval.scene;

import java.util.Locale;

/** The colours of the drawn world, far apart from each other and from the light ground. */
public enum Colour {
  /** Red. */
  RED(220, 30, 40),
  /** Green. */
  GREEN(30, 150, 60),
  /** Blue. */
  BLUE(40, 80, 220),
  /** Yellow. */
  YELLOW(245, 210, 30),
  /** Orange. */
  ORANGE(245, 130, 20),
  /** Purple. */
  PURPLE(130, 50, 170),
  /** Pink. */
  PINK(250, 130, 190),
  /** Brown. */
  BROWN(120, 70, 30),
  /** Black. */
  BLACK(20, 20, 20),
  /** Cyan. */
  CYAN(30, 200, 220);

  private final int packed;

  Colour(int red, int green, int blue) {
    this.packed = red << 16 | green << 8 | blue;
  }

  /** Returns the colour as 0xRRGGBB. */
  public int packed() {
    return packed;
  }

  /** Returns the name in the questions and answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
