package ai.kelix.tokenizer.json;

import org.jspecify.annotations.Nullable;

/** What is wrong with a JSON text, in words for people; callers wrap it in their own exception. */
public final class JsonException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String message;

  JsonException(String message) {
    this(message, null);
  }

  JsonException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
