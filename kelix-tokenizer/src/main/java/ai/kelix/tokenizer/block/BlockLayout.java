package ai.kelix.tokenizer.block;

import ai.kelix.InvalidPromptException;
import java.util.Arrays;
import java.util.Locale;

/**
 * Which ids stand where in a block (kelix-ar §7.1). A sequence is one array of whole blocks.
 *
 * @param vocabulary V, number of text and control ids
 * @param visualCodes S, number of visual codes
 * @param codebooks N; 0 if there are no images, so that a block holds one id
 * @param endOfBlock id that fills a block behind its content
 * @param image placeholder id of one cell
 * @param visionStart id before an image
 * @param visionEnd id behind an image
 */
public record BlockLayout(
    int vocabulary,
    int visualCodes,
    int codebooks,
    int endOfBlock,
    int image,
    int visionStart,
    int visionEnd) {

  /** Returns M = N + 1, the ids in a block. */
  public int width() {
    return codebooks + 1;
  }

  /** Returns the codes in one codebook. */
  public int codebookSize() {
    return codebooks == 0 ? 0 : visualCodes / codebooks;
  }

  /** Returns the vocabulary id of a code of a codebook (kelix-ar §6.4). */
  public int idOf(int codebook, int code) {
    return vocabulary + codebook * codebookSize() + code;
  }

  /** Tells by its first id whether a block is visual. */
  public boolean isVisual(int firstId) {
    return firstId >= vocabulary;
  }

  /** Returns the number of blocks in a sequence. */
  public int count(int[] sequence) {
    return sequence.length / width();
  }

  /** Returns the first id of one block. */
  public int first(int[] sequence, int block) {
    return sequence[block * width()];
  }

  /** Writes a text block. */
  public void putText(int[] sequence, int block, int id) {
    int from = block * width();
    sequence[from] = id;
    Arrays.fill(sequence, from + 1, from + width(), endOfBlock);
  }

  /**
   * Writes a visual block.
   *
   * @param ids array with N vocabulary ids
   * @param offset index of the first
   */
  public void putIds(int[] sequence, int block, int[] ids, int offset) {
    int from = block * width();
    System.arraycopy(ids, offset, sequence, from, codebooks);
    sequence[from + codebooks] = endOfBlock;
  }

  /**
   * Expands one-dimensional ids: each placeholder takes the next row of the image ids (kelix-ar
   * §7.2).
   *
   * @param ids text, control and placeholder ids
   * @param imageIds rows of N ids for all placeholders, in order; a row whose first id is below V,
   *     such as a row marker, becomes a text block
   * @throws InvalidPromptException if rows and placeholders differ in number
   */
  public int[] expand(int[] ids, int[] imageIds) {
    int[] sequence = new int[ids.length * width()];
    int row = 0;
    int rows = codebooks == 0 ? 0 : imageIds.length / codebooks;
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] != image) {
        putText(sequence, i, ids[i]);
        continue;
      }
      if (row == rows) {
        throw mismatch(placeholders(ids), rows);
      }
      int first = imageIds[row * codebooks];
      if (isVisual(first)) {
        putIds(sequence, i, imageIds, row * codebooks);
      } else {
        putText(sequence, i, first);
      }
      row++;
    }
    if (row != rows) {
      throw mismatch(row, rows);
    }
    return sequence;
  }

  /**
   * Inserts placeholders into each empty image of a prompt (kelix-ar §11.4).
   *
   * @param ids in which a vision start is directly followed by its end
   * @param rows placeholders for each
   */
  public int[] filled(int[] ids, int rows) {
    int[] result = new int[ids.length * (rows + 1)];
    int size = 0;
    for (int i = 0; i < ids.length; i++) {
      result[size++] = ids[i];
      if (ids[i] == visionStart && i + 1 < ids.length && ids[i + 1] == visionEnd) {
        Arrays.fill(result, size, size + rows, image);
        size += rows;
      }
    }
    return Arrays.copyOf(result, size);
  }

  private long placeholders(int[] ids) {
    return Arrays.stream(ids).filter(id -> id == image).count();
  }

  private static InvalidPromptException mismatch(long placeholders, int rows) {
    return new InvalidPromptException(
        String.format(
            Locale.ROOT,
            "the prompt has %d image placeholders but %d rows of image ids",
            placeholders,
            rows));
  }
}
