package ai.kelix.tokenizer;

import ai.kelix.InvalidModelException;

/** A tokenizer or preprocessor file is malformed or uses what is not supported. */
public class TokenizerFormatException extends InvalidModelException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception with a message for people. */
  public TokenizerFormatException(String message) {
    super(message);
  }

  /** Makes an exception with a message for people and what led to it. */
  public TokenizerFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
