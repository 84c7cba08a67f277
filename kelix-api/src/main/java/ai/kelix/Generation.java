package ai.kelix;

import java.time.Duration;
import reactor.core.publisher.Flux;

/**
 * One request for an image; nothing runs until one of the methods is called, and each call or
 * subscription runs anew. Thread-safe.
 *
 * <p>Work is done in pieces: an image of the prompt, a part of the prompt of at most 128 blocks, a
 * new block, a denoising step, the decoding. Interrupts, deadlines, cancellation and closing are
 * heeded between pieces.
 */
public interface Generation {

  /**
   * Waits for the image that the model draws; pictures in the prompt are only shown to it.
   *
   * @throws InvalidPromptException if the prompt does not fit the model
   * @throws NothingDrawnException if the model writes no visual block
   * @throws MissingPartException if the model has no image decoder
   * @throws InterruptedCallException if the calling thread is interrupted
   * @throws IllegalStateException if the model is closed, or on a thread of Reactor that must not
   *     block
   */
  GeneratedImage image();

  /**
   * Waits for the image, but not for ever.
   *
   * @param atMost how long, more than nothing; the piece of work in progress is finished beyond it
   * @throws DeadlineExceededException if the image is not finished by then
   * @throws InvalidPromptException if the prompt does not fit the model
   * @throws NothingDrawnException if the model writes no visual block
   * @throws MissingPartException if the model has no image decoder
   * @throws InterruptedCallException if the calling thread is interrupted
   * @throws IllegalStateException if the model is closed, or on a thread of Reactor that must not
   *     block
   */
  GeneratedImage image(Duration atMost);

  /**
   * Streams visual blocks, denoising steps and the image. Cold, back-pressured, cancelled, ended by
   * closing and delivered as {@link Understanding#stream} is.
   */
  Flux<GenerationEvent> stream();
}
