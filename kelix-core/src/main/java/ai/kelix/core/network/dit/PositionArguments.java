package ai.kelix.core.network.dit;

import ai.kelix.tokenizer.image.Size;
import ai.kelix.tokenizer.image.SmartResize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Where latent tokens and condition rows lie for networks that rotate queries and keys of
 * cross-attention (kelix-dit §8).
 *
 * @param latent position of each latent token
 * @param condition position of each condition row
 * @param conditionGrid H_y × W_y, the grid on which the condition rows are laid out
 * @param latentGrid H_x × W_x, the grid of the image's cells
 */
public record PositionArguments(
    List<Position> latent, List<Position> condition, Size conditionGrid, Size latentGrid) {
  /** Pixels along a cell of the language model's images. */
  private static final int CELL = 28;

  /** Copies the lists. */
  public PositionArguments {
    latent = List.copyOf(latent);
    condition = List.copyOf(condition);
  }

  /**
   * A place on a grid.
   *
   * @param row from the top
   * @param column from the left
   */
  public record Position(long row, long column) {}

  /**
   * What positions depend on.
   *
   * @param latent rows and columns of the latent
   * @param patchRows rows of the image's patch grid; the demo passes a fraction
   * @param patchColumns columns of that grid
   * @param maxRows condition rows including padding
   * @param imageSide in pixels
   * @param realRows condition rows of the first sample without padding; empty if unknown
   * @param scale of condition positions, 1 by default
   */
  public record Question(
      Size latent,
      double patchRows,
      double patchColumns,
      int maxRows,
      int imageSide,
      OptionalInt realRows,
      double scale) {}

  /**
   * Lays tokens and rows out.
   *
   * @throws IllegalArgumentException if the condition's grid has more cells than there are rows
   */
  public static PositionArguments of(Question question) {
    int maxRows = question.maxRows();
    Size merged = new Size((int) (question.patchRows() / 2), (int) (question.patchColumns() / 2));
    Size fitted = SmartResize.helper(merged, 1, 1, maxRows);
    int rows = fitted.height();
    int columns = fitted.width();
    if (question.realRows().isPresent()) {
      double missing = question.realRows().getAsInt() - (double) rows * columns;
      columns += (int) Math.ceil(missing / rows);
    }
    Size grid = new Size(rows, columns);
    if (rows * columns > maxRows) {
      throw new IllegalArgumentException(
          String.format(
              "a condition laid out on %d×%d cells does not fit %d rows", rows, columns, maxRows));
    }
    List<Position> condition = new ArrayList<>(positions(grid, question.scale()));
    // Rows behind the grid lie at its origin.
    condition.addAll(Collections.nCopies(maxRows - condition.size(), new Position(0, 0)));
    int side = question.imageSide() / CELL;
    return new PositionArguments(
        positions(question.latent(), 1), condition, grid, new Size(side, side));
  }

  private static List<Position> positions(Size grid, double scale) {
    return IntStream.range(0, grid.height() * grid.width())
        .mapToObj(n -> scaled(n / grid.width(), n % grid.width(), scale))
        .toList();
  }

  private static Position scaled(int row, int column, double scale) {
    return new Position((long) (row * scale), (long) (column * scale));
  }
}
