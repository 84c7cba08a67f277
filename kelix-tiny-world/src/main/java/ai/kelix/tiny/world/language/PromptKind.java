package ai.kelix.tiny.world.language;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The categories of prompts: six in which generation is measured, three only for learning. */
public enum PromptKind {
  /** One thing, its colour left open. */
  SINGLE_OBJECT(true),
  /** Two things of different shape, not both with a colour. */
  TWO_OBJECTS(true),
  /** Several equal things. */
  COUNTING(true),
  /** One thing of a colour. */
  COLOURS(true),
  /** Things at places or beside each other. */
  POSITION(true),
  /** Two things, each with its own colour. */
  COLOUR_BINDING(true),
  /** Two to four things, each with its colour and place. */
  DENSE(false),
  /** A written word. */
  WORD(false),
  /** A bar chart. */
  CHART(false);

  private final boolean measured;

  PromptKind(boolean measured) {
    this.measured = measured;
  }

  /** Returns the six categories of the measurement. */
  public static List<PromptKind> measured() {
    return Arrays.stream(values()).filter(kind -> kind.measured).toList();
  }

  /** Returns the name in reports. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
