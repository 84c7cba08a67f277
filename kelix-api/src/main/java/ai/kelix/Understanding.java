package ai.kelix;

import java.time.Duration;
import reactor.core.publisher.Flux;

/**
 * One request for an answer; nothing runs until one of the methods is called, and each call or
 * subscription runs anew. Thread-safe.
 *
 * <p>Work is done in pieces: an image of the prompt, a part of the prompt of at most 128 blocks, a
 * new block. Interrupts, deadlines, cancellation and closing are heeded between pieces.
 */
public interface Understanding {

  /**
   * Waits for the whole answer.
   *
   * @throws InvalidPromptException if the prompt has more blocks than the model has positions
   * @throws InterruptedCallException if the calling thread is interrupted
   * @throws IllegalStateException if the model is closed, or on a thread of Reactor that must not
   *     block
   */
  Answer answer();

  /**
   * Waits for the whole answer, but not for ever.
   *
   * @param atMost how long, more than nothing; the piece of work in progress is finished beyond it
   * @throws DeadlineExceededException if the answer is not finished by then
   * @throws InvalidPromptException if the prompt has more blocks than the model has positions
   * @throws InterruptedCallException if the calling thread is interrupted
   * @throws IllegalStateException if the model is closed, or on a thread of Reactor that must not
   *     block
   */
  Answer answer(Duration atMost);

  /**
   * Waits for the {@linkplain #answer() answer} and returns what it says; a picture in it has no
   * text.
   */
  default String text() {
    return answer().text();
  }

  /** Waits for the {@linkplain #answer(Duration) answer} and returns its text. */
  default String text(Duration atMost) {
    return answer(atMost).text();
  }

  /**
   * Streams the blocks as they are made. Cold and back-pressured: a block is computed only when it
   * is requested, and the prompt is read with the first request. Cancelling stops the native work
   * behind the piece in progress; closing the model ends the stream with an {@link
   * IllegalStateException}, requested or not.
   *
   * <p>Blocks are computed on threads of the model and arrive on other ones, named {@code
   * kelix-stream-…}: one after the other, not always on the same, and never on one on which another
   * subscriber is still being told something. So a subscriber may block there, wait for further
   * answers, or close the model; it holds up nobody but itself. {@link Flux#publishOn} moves items
   * elsewhere, and asks for some ahead. What happens at once, such as the refusal by a model that
   * is closed already, arrives on the subscribing thread.
   */
  Flux<Block> stream();
}
