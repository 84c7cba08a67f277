package ai.kelix;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A painted image.
 *
 * @param image the pixels
 * @param tokens the codes that the language model wrote before painting; in one row if it did not
 *     finish its picture
 * @param timings what it took
 */
public record GeneratedImage(Image image, VisualTokens tokens, Timings timings) {

  /** Writes the pixels as a PNG file, replacing an existing one. */
  public void writePng(Path file) {
    image.writePng(file);
  }

  /**
   * Where the time went.
   *
   * @param blocks writing the visual blocks
   * @param diffusion painting the latent
   * @param decode latent to pixels
   */
  public record Timings(Duration blocks, Duration diffusion, Duration decode) {
    /** Returns the sum. */
    public Duration total() {
      return blocks.plus(diffusion).plus(decode);
    }
  }
}
