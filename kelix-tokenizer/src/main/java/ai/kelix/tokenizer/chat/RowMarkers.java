package ai.kelix.tokenizer.chat;

/**
 * Writes what precedes a row of image cells. Replaceable, because the released format is inferred.
 */
@FunctionalInterface
public interface RowMarkers {

  /**
   * Writes the marker of one row.
   *
   * @param row counted from 0
   * @param columns cells in a row
   */
  void write(SequenceWriter out, int row, int columns);

  /** Marker start, row, comma, number of columns, marker end (kelix-ar §11.2). */
  RowMarkers ROW_AND_COLUMNS =
      (out, row, columns) -> {
        out.control(out.tokens().markerStart());
        out.text(row + "," + columns);
        out.control(out.tokens().markerEnd());
      };
}
