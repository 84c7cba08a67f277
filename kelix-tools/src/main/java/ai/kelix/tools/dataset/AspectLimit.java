package ai.kelix.tools.dataset;

import ai.kelix.tokenizer.image.Size;

/**
 * Which pictures are square enough to be targets (kelix-training §1.5.2).
 *
 * @param threshold that the ratio of the shorter to the longer side must exceed
 */
public record AspectLimit(double threshold) {

  /** Tells whether a picture passes; one exactly at the threshold does not. */
  public boolean accepts(Size picture) {
    double ratio = (double) picture.width() / picture.height();
    double inverse = (double) picture.height() / picture.width();
    return passes(ratio) || passes(inverse);
  }

  private boolean passes(double ratio) {
    return threshold < ratio && ratio <= 1;
  }
}
