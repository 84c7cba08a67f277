package ai.kelix;

/** Asked for an image, the model wrote not a single visual block. Another seed or wording may. */
public class NothingDrawnException extends KelixException {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST_QUOTE = 200;

  private final String answer;

  /**
   * Makes an exception whose message quotes the model.
   *
   * @param answer what it wrote instead, possibly nothing
   */
  public NothingDrawnException(String answer) {
    super(message(answer.strip()));
    this.answer = answer;
  }

  /** Returns the text that the model wrote instead of an image, possibly empty. */
  public String answer() {
    return answer;
  }

  private static String message(String answer) {
    String did = "wrote nothing";
    if (!answer.isEmpty()) {
      boolean fits = answer.length() <= LONGEST_QUOTE;
      String quote = fits ? answer : answer.substring(0, LONGEST_QUOTE) + "…";
      did = "answered '" + quote + "'";
    }
    return "asked for an image, the model "
        + did
        + " and no visual block;"
        + " rephrase the prompt or change the seed";
  }
}
