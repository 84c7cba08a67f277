package ai.kelix.tools.dataset;

import ai.kelix.tokenizer.image.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the size in which a picture fills the tokens that it may take (kelix-training §1.5.3).
 * Immutable.
 *
 * @param maxTokens most cells of a picture
 * @param cell side of a cell in pixels
 * @param grid of which the sides of candidates are multiples
 * @param maxRatio largest ratio of the sides of candidates
 * @param maxSide longest side of candidates
 */
public record ResolutionFinder(int maxTokens, int cell, int grid, double maxRatio, int maxSide) {
  /** The settings of the reference. */
  public static final ResolutionFinder DEFAULTS = new ResolutionFinder(324, 28, 32, 1.5, 1024);

  /** Returns sizes that cannot grow without too many tokens, by width, then height. */
  public List<Size> candidates() {
    List<Size> found = new ArrayList<>();
    for (int width = grid; width <= maxSide; width += grid) {
      for (int height = grid; height <= maxSide; height += grid) {
        Size size = new Size(height, width);
        if (isCandidate(size)) {
          found.add(size);
        }
      }
    }
    return found;
  }

  private boolean isCandidate(Size size) {
    double ratio = (double) size.width() / size.height();
    boolean fits = tokens(size) <= maxTokens && ratio <= maxRatio && 1 / ratio <= maxRatio;
    return fits
        && (tokens(new Size(size.height(), size.width() + grid)) > maxTokens
            || tokens(new Size(size.height() + grid, size.width())) > maxTokens);
  }

  private long tokens(Size size) {
    return (long) (size.width() / cell) * (size.height() / cell);
  }

  /**
   * Returns the size of a picture: it is scaled to cover the candidate of the nearest ratio, and
   * cut around its centre, or padded where a side was rounded up. A ratio far outside {@code
   * maxRatio} is not rejected and can take more tokens. Without any candidate the picture is only
   * cut to whole cells. No side is shorter than a cell.
   */
  public Size fitted(Size picture) {
    double ratio = (double) picture.width() / picture.height();
    return candidates().stream()
        .min(
            Comparator.comparingDouble(
                    (Size size) -> Math.abs((double) size.width() / size.height() - ratio))
                .thenComparing(Comparator.comparingLong(ResolutionFinder::area).reversed()))
        .map(nearest -> rounded(CoveringCrop.scaled(picture, nearest)))
        .orElseGet(() -> atLeastACell(down(picture)));
  }

  private static long area(Size size) {
    return (long) size.width() * size.height();
  }

  private Size rounded(Size scaled) {
    Size down = down(scaled);
    Size up = new Size(up(scaled.height()), up(scaled.width()));
    List<Size> larger =
        List.of(up, new Size(up.height(), down.width()), new Size(down.height(), up.width()));
    return atLeastACell(
        larger.stream()
            .filter(size -> tokens(size) <= maxTokens && area(size) > area(down))
            .findFirst()
            .orElse(down));
  }

  private Size atLeastACell(Size size) {
    return new Size(Math.max(cell, size.height()), Math.max(cell, size.width()));
  }

  private Size down(Size size) {
    return new Size(size.height() / cell * cell, size.width() / cell * cell);
  }

  private int up(int side) {
    return (side + cell - 1) / cell * cell;
  }
}
