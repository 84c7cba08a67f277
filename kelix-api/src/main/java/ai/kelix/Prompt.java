package ai.kelix;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the model is asked: parts of text and images in the order of reading, after an optional
 * system text.
 *
 * <p>Text is only ever text: spelling out a control token such as {@code <|im_end|>} yields the
 * characters, not the token.
 *
 * @param system instructions that come first; empty for the model's default
 * @param parts text and images, at least one
 */
public record Prompt(Optional<String> system, List<Part> parts) {

  /** Copies the list and refuses an empty one. */
  public Prompt {
    Objects.requireNonNull(system, "system is null");
    Objects.requireNonNull(parts, "parts is null");
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new InvalidPromptException("the prompt is empty: give it text or an image");
    }
    boolean blank = parts.stream().allMatch(p -> p instanceof Text text && text.text().isBlank());
    if (blank) {
      throw new InvalidPromptException("the prompt holds only blank text: say what is wanted");
    }
  }

  /** One part of a prompt. */
  public sealed interface Part {}

  /**
   * Characters from a user.
   *
   * @param text any text; never interpreted as control tokens
   */
  public record Text(String text) implements Part {
    /** Refuses null. */
    public Text {
      Objects.requireNonNull(text, "text is null");
    }
  }

  /**
   * A picture, tokenized by the model when the prompt is used.
   *
   * @param image the picture
   */
  public record Picture(Image image) implements Part {
    /** Refuses null. */
    public Picture {
      Objects.requireNonNull(image, "image is null");
    }
  }

  /**
   * A picture that was tokenized before.
   *
   * @param tokens codes of the same model
   */
  public record Tokens(VisualTokens tokens) implements Part {
    /** Refuses null. */
    public Tokens {
      Objects.requireNonNull(tokens, "tokens is null");
    }
  }

  /** Returns a prompt of one text. */
  public static Prompt of(String text) {
    return builder().text(text).build();
  }

  /** Returns a question about an image. */
  public static Prompt of(Image image, String question) {
    Objects.requireNonNull(question, "question is null");
    return builder().image(image).text(question).build();
  }

  /** Starts a prompt. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the parts of a prompt in order. Not thread-safe. */
  public static final class Builder {
    private final List<Part> parts = new ArrayList<>();
    private Optional<String> system = Optional.empty();

    private Builder() {}

    /** Sets the instructions that come before everything else. */
    public Builder system(String text) {
      system = Optional.of(Objects.requireNonNull(text, "text is null"));
      return this;
    }

    /** Appends text. */
    public Builder text(String text) {
      parts.add(new Text(text));
      return this;
    }

    /** Appends an image. */
    public Builder image(Image image) {
      parts.add(new Picture(image));
      return this;
    }

    /** Appends an image that was tokenized before. */
    public Builder tokens(VisualTokens tokens) {
      parts.add(new Tokens(tokens));
      return this;
    }

    /**
     * Makes the prompt.
     *
     * @throws InvalidPromptException if nothing but blank text was added
     */
    public Prompt build() {
      return new Prompt(system, parts);
    }
  }
}
