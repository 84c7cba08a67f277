package ai.kelix.tokenizer.json;

import java.io.IOException;

/** A file holds something else than JSON; the message names it and says what to do. */
public final class ForeignContentException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String message;

  ForeignContentException(String message) {
    super(message);
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
