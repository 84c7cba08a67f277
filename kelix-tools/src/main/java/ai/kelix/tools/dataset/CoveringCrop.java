package ai.kelix.tools.dataset;

import ai.kelix.tokenizer.image.Size;

/**
 * How a picture is made to cover a size: scaled, then cut around its centre (kelix-training
 * §1.5.2).
 *
 * @param scaled size before it is cut
 * @param left first column that stays
 * @param top first row that stays
 */
public record CoveringCrop(Size scaled, int left, int top) {

  /** Works out how a picture covers a size; sides are truncated, offsets rounded half to even. */
  public static CoveringCrop of(Size picture, Size target) {
    Size scaled = scaled(picture, target);
    return new CoveringCrop(
        scaled,
        (int) Math.rint((scaled.width() - target.width()) / 2.0),
        (int) Math.rint((scaled.height() - target.height()) / 2.0));
  }

  /** Scales a picture so that no side is shorter than the target's, but for truncation. */
  static Size scaled(Size picture, Size target) {
    double scale =
        Math.max(
            (double) target.width() / picture.width(), (double) target.height() / picture.height());
    return new Size((int) (picture.height() * scale), (int) (picture.width() * scale));
  }
}
