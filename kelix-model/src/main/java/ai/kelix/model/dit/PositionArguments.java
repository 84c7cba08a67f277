package ai.kelix.model.dit;

import ai.kelix.tensor.program.HostTensor;
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
 * @param condition position of each condition row, for at least as many as were asked for
 * @param conditionGrid H_y × W_y, the grid on which the condition rows are laid out
 * @param latentGrid H_x × W_x, the grid of the image's cells
 */
public record PositionArguments(
    List<Position> latent, List<Position> condition, Size conditionGrid, Size latentGrid) {
  /** Pixels along a cell of the language model's images. */
  private static final int CELL = 28;

  private static final Position ORIGIN = new Position(0, 0);

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
  public record Position(long row, long column) {
    private Position times(float down, float right) {
      return new Position((long) (row * down), (long) (column * right));
    }
  }

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
      double scale) {

    /**
     * Asks as training does, which knows the image that the condition is of.
     *
     * @param latent rows and columns of the latent
     * @param patches rows and columns of patches in the condition's image
     * @param maxRows condition rows including padding
     * @param realRows condition rows before they were padded or cut
     */
    public static Question whenTraining(
        DitConfig config, Size latent, Size patches, int maxRows, int realRows) {
      int pixels = latent.height() * config.downsampleRate();
      return new Question(
          latent, patches.height(), patches.width(), maxRows, pixels, OptionalInt.of(realRows), 1);
    }

    /**
     * Asks as the demo does when it paints: the grid of the image is not known, so a square one of
     * as many cells as there may be condition rows is assumed.
     *
     * @param latent rows and columns of the latent
     * @param maxRows condition rows including padding
     * @param realRows condition rows before they were padded or cut
     */
    public static Question whenPainting(DitConfig config, Size latent, int maxRows, int realRows) {
      double side = 2 * Math.sqrt(maxRows);
      int pixels = latent.height() * config.downsampleRate();
      return new Question(latent, side, side, maxRows, pixels, OptionalInt.of(realRows), 1);
    }
  }

  /** Lays tokens and rows out. */
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
    List<Position> condition = new ArrayList<>(positions(grid, (float) question.scale()));
    int behind = Math.max(0, maxRows - condition.size());
    condition.addAll(Collections.nCopies(behind, ORIGIN));
    int side = question.imageSide() / CELL;
    return new PositionArguments(
        positions(question.latent(), 1), condition, grid, new Size(side, side));
  }

  private static List<Position> positions(Size grid, float scale) {
    return IntStream.range(0, grid.height() * grid.width())
        .mapToObj(n -> new Position(n / grid.width(), n % grid.width()).times(scale, scale))
        .toList();
  }

  /**
   * Returns the places by which keys turn, {@code [rows, 2]}: row and column of each condition row.
   * With {@code use_position_scale} they are stretched from the condition's grid to the latent's
   * (§7.4). A grid of more cells than rows is cut; rows behind it lie at its origin.
   *
   * @param rows condition rows, padding included if they have some
   */
  public HostTensor keys(DitConfig config, int rows) {
    float down = stretch(config, latentGrid.height(), conditionGrid.height());
    float right = stretch(config, latentGrid.width(), conditionGrid.width());
    long[] places = new long[2 * rows];
    for (int i = 0; i < Math.min(rows, condition.size()); i++) {
      Position place = condition.get(i).times(down, right);
      places[2 * i] = place.row();
      places[2 * i + 1] = place.column();
    }
    return HostTensor.of(places, rows, 2);
  }

  /** In float32 as in the reference, where some products fall below the exact integer. */
  private static float stretch(DitConfig config, int latentSide, int conditionSide) {
    return config.positionScale() ? Math.max(1, (float) latentSide / conditionSide) : 1;
  }
}
