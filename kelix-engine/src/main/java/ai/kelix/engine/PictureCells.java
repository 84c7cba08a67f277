package ai.kelix.engine;

import ai.kelix.Block;
import ai.kelix.VisualTokens;
import ai.kelix.tokenizer.block.BlockLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cells of one picture while it is written, in the rows into which its marks part them. */
final class PictureCells {
  private final BlockLayout layout;
  private final List<List<Block.Visual>> rows = new ArrayList<>();
  private boolean marked;

  PictureCells(BlockLayout layout) {
    this.layout = layout;
    rows.add(new ArrayList<>());
  }

  void add(Block.Visual cell) {
    row().add(cell);
  }

  /** Begins a row, unless it has just been begun: a marker is several marks. */
  void mark() {
    marked = true;
    if (!row().isEmpty()) {
      rows.add(new ArrayList<>());
    }
  }

  private List<Block.Visual> row() {
    return rows.get(rows.size() - 1);
  }

  /** Returns the cells in order. */
  List<Block.Visual> cells() {
    return rows.stream().flatMap(List::stream).toList();
  }

  /**
   * Returns the cells as a grid; empty if there are none or the rows differ in length. Without a
   * single mark they are a square if their number allows it, else one row.
   */
  Optional<VisualTokens> grid() {
    int count = cells().size();
    int side = (int) Math.round(Math.sqrt(count));
    boolean square = !marked && side * side == count;
    int columns = square ? side : rows.get(0).size();
    // A mark behind the last row begins one that stays empty.
    boolean even = square || rows.stream().allMatch(r -> r.size() == columns || r.isEmpty());
    return count > 0 && even ? Optional.of(tokens(layout, cells(), columns)) : Optional.empty();
  }

  /**
   * Makes tokens of cells.
   *
   * @param columns cells in a row, which divides their number
   */
  static VisualTokens tokens(BlockLayout layout, List<Block.Visual> cells, int columns) {
    int[] codes =
        cells.stream().flatMap(cell -> cell.codes().stream()).mapToInt(Integer::intValue).toArray();
    return VisualTokens.of(
        cells.size() / columns, columns, layout.codebooks(), layout.codebookSize(), codes);
  }
}
