package ai.kelix.tokenizer.unicode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What version 0.21 of the Hugging Face tokenizers library knows of each character: the general
 * categories of Unicode 16.0, by which its regular expressions go, and which characters its
 * composition, that of Unicode 9.0, has heard of.
 */
final class PinnedCharacters {
  /**
   * Nothing is looked up below: Latin letters are the same in every version and compose with
   * nothing before them.
   */
  static final int FIRST = 0x300;

  private static final String RESOURCE = "characters.txt";

  /** By the values of {@link Character#getType(int)}, which skip one. */
  private static final List<String> CATEGORIES =
      List.of(
          "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Me", "Mc", "Nd", "Nl", "No", "Zs", "Zl", "Zp",
          "Cc", "Cf", "", "Co", "Cs", "Pd", "Ps", "Pe", "Pc", "Po", "Sm", "Sc", "Sk", "So", "Pi",
          "Pf");

  private static final int CATEGORY = 0x1F;
  private static final int NEWER = 0x20;
  private static final int BLOCK = 1 << 8;
  private static final byte[][] BLOCKS = read();

  private PinnedCharacters() {}

  /** Returns the general category, as {@link Character#getType(int)} numbers them. */
  static int category(int codePoint) {
    return entry(codePoint) & CATEGORY;
  }

  /** Tells whether composition takes the character for one that is not assigned. */
  static boolean isUnknownToComposition(int codePoint) {
    return (entry(codePoint) & NEWER) != 0;
  }

  private static int entry(int codePoint) {
    return BLOCKS[codePoint / BLOCK][codePoint % BLOCK];
  }

  private static byte[][] read() {
    try (InputStream in = PinnedCharacters.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(
            "found no resource "
                + RESOURCE
                + " of ai.kelix.tokenizer.unicode, expected the table"
                + " of characters; pack kelix-tokenizer with its resources");
      }
      return read(new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new UncheckedIOException("the table of characters cannot be read", e);
    }
  }

  private static byte[][] read(BufferedReader runs) throws IOException {
    byte[][] blocks = new byte[(Character.MAX_CODE_POINT + 1) / BLOCK][];
    int from = 0;
    byte entry = 0;
    for (String line = runs.readLine(); line != null; line = runs.readLine()) {
      if (line.startsWith("#")) {
        continue;
      }
      String[] fields = line.split(" ", 3);
      int next = Integer.parseInt(fields[0], 16);
      fill(blocks, from, next, entry);
      from = next;
      entry = (byte) (CATEGORIES.indexOf(fields[1]) | (fields.length > 2 ? NEWER : 0));
    }
    fill(blocks, from, Character.MAX_CODE_POINT + 1, entry);
    return blocks;
  }

  /** Most blocks are alike from end to end: neighbours share one array. */
  private static void fill(byte[][] blocks, int from, int to, byte entry) {
    byte @Nullable [] alike = null;
    int end;
    for (int start = from; start < to; start = end) {
      int block = start / BLOCK;
      end = Math.min(to, (block + 1) * BLOCK);
      if (end - start < BLOCK) {
        blocks[block] = start % BLOCK == 0 ? new byte[BLOCK] : blocks[block];
        Arrays.fill(blocks[block], start % BLOCK, (end - 1) % BLOCK + 1, entry);
        continue;
      }
      if (alike == null) {
        alike = new byte[BLOCK];
        Arrays.fill(alike, entry);
      }
      blocks[block] = alike;
    }
  }
}
