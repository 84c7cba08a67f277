package ai.kelix;

import java.util.Optional;

/** What happens while an image is generated, in this order: blocks, steps, the image. */
public sealed interface GenerationEvent {

  /**
   * The language model wrote a block.
   *
   * @param block the block
   */
  record BlockWritten(Block block) implements GenerationEvent {}

  /**
   * One step of denoising is done.
   *
   * @param step 1 … {@code steps}
   * @param steps how many there are
   * @param preview the image so far, when asked for
   */
  record StepDone(int step, int steps, Optional<Image> preview) implements GenerationEvent {}

  /**
   * The image is finished; the last event.
   *
   * @param result image, codes and timings
   */
  record Painted(GeneratedImage result) implements GenerationEvent {}
}
