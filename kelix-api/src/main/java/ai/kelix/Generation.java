package ai.kelix;

import reactor.core.publisher.Flux;

/**
 * One request for an image; nothing runs until one of the methods is called, and each call or
 * subscription runs anew. Thread-safe.
 */
public interface Generation {

  /**
   * Waits for the image that the model draws; pictures in the prompt are only shown to it.
   *
   * @throws InvalidPromptException if the prompt does not fit the model
   * @throws NothingDrawnException if the model writes no visual block
   * @throws MissingPartException if the model has no image decoder
   * @throws IllegalStateException if the model is closed
   */
  GeneratedImage image();

  /**
   * Streams visual blocks, denoising steps and the image. Cold and back-pressured. Cancelling stops
   * the native work within one block or one step.
   */
  Flux<GenerationEvent> stream();
}
