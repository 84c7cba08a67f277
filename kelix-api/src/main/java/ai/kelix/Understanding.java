package ai.kelix;

import reactor.core.publisher.Flux;

/**
 * One request for an answer; nothing runs until one of the methods is called, and each call or
 * subscription runs anew. Thread-safe.
 */
public interface Understanding {

  /**
   * Waits for the whole answer.
   *
   * @throws InvalidPromptException if the prompt has more blocks than the model has positions
   * @throws IllegalStateException if the model is closed
   */
  Answer answer();

  /** Waits for the answer and returns what it says; a picture in it has no text. */
  default String text() {
    return answer().text();
  }

  /**
   * Streams the blocks as they are made. Cold and back-pressured: a block is computed only when
   * requested. Cancelling stops the native work within one block; closing the model ends the stream
   * with an {@link IllegalStateException} behind the block in progress.
   */
  Flux<Block> stream();
}
