package ai.kelix.tokenizer.chat;

import ai.kelix.tokenizer.text.TextTokenizer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Qwen's chat format (kelix-ar §11.1). Immutable and thread-safe.
 *
 * @param tokenizer of the model
 * @param tokens its control tokens
 * @param markers how rows of images are marked
 * @param defaultSystem what the system says when nobody tells it otherwise; empty if there is no
 *     system turn then
 */
public record ChatTemplate(
    TextTokenizer tokenizer,
    ControlTokens tokens,
    RowMarkers markers,
    Optional<String> defaultSystem) {
  /** What the system of a Kelix says when nobody tells it otherwise. */
  public static final String DEFAULT_SYSTEM = "You are a helpful assistant.";

  /** Makes the template of a Kelix with the default row markers. */
  public static ChatTemplate of(TextTokenizer tokenizer) {
    return new ChatTemplate(
        tokenizer,
        ControlTokens.of(tokenizer),
        RowMarkers.ROW_AND_COLUMNS,
        Optional.of(DEFAULT_SYSTEM));
  }

  /**
   * Reads the tokenizer of a Kelix, whose template is always the same.
   *
   * @param folder with {@code tokenizer.json} and perhaps {@code tokenizer_config.json}
   * @throws ai.kelix.tokenizer.TokenizerFormatException if the two do not fit each other, or ask
   *     for what is not supported
   */
  public static ChatTemplate read(Path folder) {
    return of(tokenizer(folder));
  }

  /**
   * Reads tokenizer and template of a model that knows text alone.
   *
   * @param folder with {@code tokenizer.json} and perhaps {@code chat_template.jinja} or {@code
   *     tokenizer_config.json}
   * @throws ai.kelix.tokenizer.TokenizerFormatException if the folder's own template writes turns
   *     in another way
   */
  public static ChatTemplate readText(Path folder) {
    TextTokenizer tokenizer = tokenizer(folder);
    return new ChatTemplate(
        tokenizer,
        ControlTokens.ofText(tokenizer),
        RowMarkers.ROW_AND_COLUMNS,
        StoredTemplate.defaultSystem(folder));
  }

  private static TextTokenizer tokenizer(Path folder) {
    TextTokenizer tokenizer = TextTokenizer.read(folder.resolve("tokenizer.json"));
    TokenizerConfigFile.check(folder, tokenizer);
    return tokenizer;
  }

  /** Starts a conversation with its system turn, if it has one. */
  public SequenceWriter begin(Optional<String> system) {
    SequenceWriter out = new SequenceWriter(tokenizer, tokens, markers);
    system.or(() -> defaultSystem).ifPresent(said -> out.beginTurn("system").text(said).endTurn());
    return out;
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
