package ai.kelix.tiny.world.language;

import java.util.Locale;

/** The categories in which understanding is measured. */
public enum QuestionKind {
  /** The colour of a shape. */
  COLOUR,
  /** How many things of a kind. */
  COUNT,
  /** Where something is. */
  POSITION,
  /** How two things lie to each other. */
  RELATION,
  /** Reading a word. */
  WORD,
  /** Reading a bar chart. */
  CHART;

  /** Returns the name in reports. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
