package ai.kelix;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/**
 * An image as the model sees it: a grid of cells, each described by N discrete codes, one from each
 * codebook (product quantisation, kelix-ar §6). Immutable.
 */
public final class VisualTokens {
  private static final int MAGIC = 0x4B_4C_58_31;
  private static final int HEADER_BYTES = 5 * Integer.BYTES;

  private final int rows;
  private final int columns;
  private final int codesPerCell;
  private final int codebookSize;
  private final int[] codes;

  private VisualTokens(int rows, int columns, int codesPerCell, int codebookSize, int[] codes) {
    this.rows = rows;
    this.columns = columns;
    this.codesPerCell = codesPerCell;
    this.codebookSize = codebookSize;
    this.codes = codes;
  }

  /**
   * Makes tokens of given codes.
   *
   * @param rows rows of cells, at least 1
   * @param columns cells in a row, at least 1
   * @param codesPerCell number of codebooks N, at least 1
   * @param codebookSize codes in each codebook, at least 1
   * @param codes row-major, N per cell, each in {@code 0 … codebookSize−1}; copied
   * @throws IllegalArgumentException if count or range do not fit
   */
  public static VisualTokens of(
      int rows, int columns, int codesPerCell, int codebookSize, int[] codes) {
    Objects.requireNonNull(codes, "codes is null");
    if (rows < 1 || columns < 1 || codesPerCell < 1 || codebookSize < 1) {
      throw new IllegalArgumentException("sizes of visual tokens must be positive");
    }
    long cells = (long) rows * columns;
    // A product of three sizes may overflow even a long; a quotient cannot.
    if (codes.length % codesPerCell != 0 || codes.length / codesPerCell != cells) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a %d×%d grid of %d codes each needs %d rows of codes, got %d codes",
              rows,
              columns,
              codesPerCell,
              cells,
              codes.length));
    }
    for (int code : codes) {
      if (code < 0 || code >= codebookSize) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "code %d is outside 0 … %d", code, codebookSize - 1));
      }
    }
    return new VisualTokens(rows, columns, codesPerCell, codebookSize, codes.clone());
  }

  /** Returns the number of rows of cells. */
  public int rows() {
    return rows;
  }

  /** Returns the number of cells in a row. */
  public int columns() {
    return columns;
  }

  /** Returns the number of codes that describe one cell. */
  public int codesPerCell() {
    return codesPerCell;
  }

  /** Returns the number of codes in each codebook. */
  public int codebookSize() {
    return codebookSize;
  }

  /** Returns the number of cells. */
  public int cells() {
    return rows * columns;
  }

  /**
   * Returns one code.
   *
   * @param row of the cell, from the top
   * @param column of the cell, from the left
   * @param codebook {@code 0 … N−1}
   * @return {@code 0 … codebookSize−1}
   */
  public int code(int row, int column, int codebook) {
    Objects.checkIndex(row, rows);
    Objects.checkIndex(column, columns);
    Objects.checkIndex(codebook, codesPerCell);
    return codes[(row * columns + column) * codesPerCell + codebook];
  }

  /** Returns all codes in a new array: row-major cells, N codes each. */
  public int[] codes() {
    return codes.clone();
  }

  /** Writes the tokens as bytes that {@link #fromBytes} reads: big-endian, two bytes a code. */
  public byte[] toBytes() {
    int width = codeBytes(codebookSize);
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + codes.length * width);
    out.putInt(MAGIC).putInt(rows).putInt(columns).putInt(codesPerCell).putInt(codebookSize);
    for (int code : codes) {
      if (width == Short.BYTES) {
        out.putShort((short) code);
      } else {
        out.putInt(code);
      }
    }
    return out.array();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  public static VisualTokens fromBytes(byte[] bytes) {
    Objects.requireNonNull(bytes, "bytes is null");
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < HEADER_BYTES || in.getInt() != MAGIC) {
      throw new IllegalArgumentException("these bytes hold no visual tokens");
    }
    int rows = in.getInt();
    int columns = in.getInt();
    int codesPerCell = in.getInt();
    int codebookSize = in.getInt();
    int width = codeBytes(codebookSize);
    if (in.remaining() % width != 0) {
      throw new IllegalArgumentException("the visual tokens end inside a code");
    }
    int[] codes = new int[in.remaining() / width];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = width == Short.BYTES ? Short.toUnsignedInt(in.getShort()) : in.getInt();
    }
    return of(rows, columns, codesPerCell, codebookSize, codes);
  }

  private static int codeBytes(int codebookSize) {
    return codebookSize <= 1 << Short.SIZE ? Short.BYTES : Integer.BYTES;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VisualTokens tokens
        && tokens.rows == rows
        && tokens.columns == columns
        && tokens.codesPerCell == codesPerCell
        && tokens.codebookSize == codebookSize
        && Arrays.equals(tokens.codes, codes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(rows, columns, codesPerCell, codebookSize, Arrays.hashCode(codes));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "VisualTokens[%d×%d cells, %d codes of %d]",
        rows,
        columns,
        codesPerCell,
        codebookSize);
  }
}
