package ai.kelix.tools.assembly;

import java.util.Locale;

/**
 * What a new model is to be like.
 *
 * @param codebooks N, codes of one cell
 * @param codes K, codes in one codebook; so many cells at least must the images have
 * @param codeDim d, width of a code
 * @param cells the most cells of images from which the codes are learned
 * @param seed of everything that is drawn
 */
public record AssemblySettings(int codebooks, int codes, int codeDim, int cells, long seed) {
  /** The sizes of the release (kelix-ar §2.2), and 16 cells for each code. */
  public static final AssemblySettings DEFAULTS = new AssemblySettings(8, 8192, 128, 131_072, 0);

  /** Few enough that all codes have an id beside those of text. */
  private static final int MOST_CODES = 1 << 24;

  /** Features are kept in arrays. */
  private static final int MOST_NUMBERS = 1 << 30;

  /** Checks the ranges. */
  public AssemblySettings {
    require(codebooks >= 1 && codebooks <= 64, "1 to 64 codebooks", codebooks);
    require(codes >= 2 && codes <= MOST_CODES / codebooks, "2 or more codes, all", codes);
    require(codeDim >= 1 && codeDim <= 4096, "codes of 1 to 4096 numbers", codeDim);
    require(cells >= codes, "at least as many cells as codes, " + codes, cells);
    require(cells <= MOST_NUMBERS / codeDim, "fewer cells, or narrower codes", cells);
  }

  private static void require(boolean holds, String expected, int found) {
    if (!holds) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "expected %s, found %,d", expected, found));
    }
  }

  /** Returns S, the codes of all codebooks. */
  public int visualCodes() {
    return codebooks * codes;
  }
}
