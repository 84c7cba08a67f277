package ai.kelix.eval.language;

import java.util.Locale;

/** The categories in which generation is measured. */
public enum PromptKind {
  /** One thing. */
  SINGLE_OBJECT,
  /** Two things of different shape. */
  TWO_OBJECTS,
  /** Several equal things. */
  COUNTING,
  /** One thing of a colour. */
  COLOURS,
  /** Things at places or beside each other. */
  POSITION,
  /** Two things, each with its own colour. */
  COLOUR_BINDING;

  /** Returns the name in reports. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
