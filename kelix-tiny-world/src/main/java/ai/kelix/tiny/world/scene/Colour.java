package ai.kelix.tiny.world.scene;

import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The colours of the drawn world, far apart from each other and from the light ground.
 *
 * <p>A colour is a stretch between two shades: a calm one and the vivid one that other drawing
 * programs give that name. Pictures use any shade between, so that a model learns the word and not
 * three numbers.
 */
public enum Colour {
  /** Red. */
  RED(0xDC1E28, 0xFF0000),
  /** Green. */
  GREEN(0x1E963C, 0x00B400),
  /** Blue. */
  BLUE(0x2850DC, 0x0000FF),
  /** Yellow. */
  YELLOW(0xF5D21E, 0xFFF000),
  /** Orange. */
  ORANGE(0xF58214, 0xFFA500),
  /** Purple. */
  PURPLE(0x8232AA, 0x800080),
  /** Pink. */
  PINK(0xFA82BE, 0xFFB4C8),
  /** Brown. */
  BROWN(0x78461E, 0x8B4513),
  /** Black. */
  BLACK(0x141414, 0x000000),
  /** Cyan. */
  CYAN(0x1EC8DC, 0x00F0FF);

  private static final int JITTER = 6;

  private final int calm;
  private final int vivid;

  Colour(int calm, int vivid) {
    this.calm = calm;
    this.vivid = vivid;
  }

  /** Returns the calm shade as 0xRRGGBB. */
  public int packed() {
    return calm;
  }

  /**
   * Returns a shade on the stretch between calm and vivid.
   *
   * @param vividness 0 … 1
   * @return 0xRRGGBB
   */
  public int shade(double vividness) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = calm >> shift & 0xFF;
      int to = vivid >> shift & 0xFF;
      mixed |= (int) Math.round(from + (to - from) * vividness) << shift;
    }
    return mixed;
  }

  /** Returns a shade drawn at random, a little off the stretch, as 0xRRGGBB. */
  public int shade(SplittableRandom random) {
    int mixed = shade(random.nextDouble());
    int jittered = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int value = (mixed >> shift & 0xFF) + random.nextInt(-JITTER, JITTER + 1);
      jittered |= Math.max(0, Math.min(255, value)) << shift;
    }
    return jittered;
  }

  /** Returns the name in the questions and answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the colour of a name; empty if it is none of the drawn world. */
  public static Optional<Colour> read(String word) {
    for (Colour colour : values()) {
      if (colour.word().equals(word)) {
        return Optional.of(colour);
      }
    }
    return Optional.empty();
  }
}
