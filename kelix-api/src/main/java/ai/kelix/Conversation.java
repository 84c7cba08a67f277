package ai.kelix;

/**
 * Turns that build on each other: what was said and seen stays in the model's KV cache, so each
 * turn costs its own blocks only.
 *
 * <p>One turn is answered at a time; beginning another meanwhile is an {@link
 * IllegalStateException}. A turn that fails, or whose stream is cancelled, is forgotten as if it
 * had never been asked; one that reaches its limit of blocks counts as finished. Otherwise
 * thread-safe.
 */
public interface Conversation extends AutoCloseable {

  /** Says something and waits for the answer. */
  default Answer ask(String text) {
    return ask(Prompt.of(text)).answer();
  }

  /** Shows an image, asks about it and waits for the answer. Later turns can refer to it. */
  default Answer ask(Image image, String question) {
    return ask(Prompt.of(image, question)).answer();
  }

  /** Prepares a turn with default options. */
  default Understanding ask(Prompt turn) {
    return ask(turn, UnderstandingOptions.DEFAULTS);
  }

  /**
   * Prepares a turn. Every call of {@link Understanding#answer} and every subscription to {@link
   * Understanding#stream} is a turn of its own, so use one of them once.
   *
   * @param turn what is said; only that of the first turn may hold a system part
   * @throws IllegalStateException if this conversation or the model is closed
   * @see InvalidPromptException which the answer may throw, if the conversation has become too long
   *     or a later turn holds a system part
   */
  Understanding ask(Prompt turn, UnderstandingOptions options);

  /** Returns how many blocks the conversation has in all, of {@link ModelInfo#maxBlocks}. */
  int blocks();

  /**
   * Waits for the piece of work in progress and frees the cache. Idempotent. An answer in progress
   * ends with an {@link IllegalStateException}.
   */
  @Override
  void close();
}
