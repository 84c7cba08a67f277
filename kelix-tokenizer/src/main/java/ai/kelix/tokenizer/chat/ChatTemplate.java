package ai.kelix.tokenizer.chat;

import ai.kelix.tokenizer.text.TextTokenizer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Qwen's chat format (kelix-ar §11.1). Immutable and thread-safe.
 *
 * @param tokenizer of the model
 * @param tokens its control tokens
 * @param markers how rows of images are marked
 */
public record ChatTemplate(TextTokenizer tokenizer, ControlTokens tokens, RowMarkers markers) {
  /** What the system says when nobody tells it otherwise. */
  public static final String DEFAULT_SYSTEM = "You are a helpful assistant.";

  /** Makes a template with the default row markers. */
  public static ChatTemplate of(TextTokenizer tokenizer) {
    return new ChatTemplate(tokenizer, ControlTokens.of(tokenizer), RowMarkers.ROW_AND_COLUMNS);
  }

  /** Starts a conversation with its system turn. */
  public SequenceWriter begin(Optional<String> system) {
    SequenceWriter out = new SequenceWriter(tokenizer, tokens, markers);
    return out.beginTurn("system").text(system.orElse(DEFAULT_SYSTEM)).endTurn();
  }

  /** Goes on behind an answer, whose end is not yet written. */
  public SequenceWriter resume() {
    return new SequenceWriter(tokenizer, tokens, markers).endTurn();
  }

  /** Appends a user's turn and the header of the answer. */
  public SequenceWriter ask(SequenceWriter out, Consumer<SequenceWriter> content) {
    out.beginTurn("user");
    content.accept(out);
    return out.endTurn().beginTurn("assistant");
  }
}
