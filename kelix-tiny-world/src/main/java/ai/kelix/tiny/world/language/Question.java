package ai.kelix.tiny.world.language;

import java.util.Locale;

/**
 * A question with its only right answer.
 *
 * @param kind the category
 * @param text the question
 * @param answer lower case, without punctuation
 */
public record Question(QuestionKind kind, String text, String answer) {

  /**
   * Tells whether an answer is right: case, surrounding blanks and a final full stop do not count.
   */
  public boolean isAnsweredBy(String given) {
    String plain = given.strip().toLowerCase(Locale.ROOT);
    return (plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain).equals(answer);
  }
}
