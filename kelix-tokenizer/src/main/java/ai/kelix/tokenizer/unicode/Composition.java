package ai.kelix.tokenizer.unicode;

import java.text.Normalizer;
import java.text.Normalizer.Form;

/**
 * Unicode form NFC as the released tokenizers make it, with the tables of Unicode 9.0 (kelix-ar
 * §11.1).
 *
 * <p>Of characters that a version has, all later versions make the same. So the platform composes
 * what lies between characters that Unicode 9.0 lacks, and these stay where they stand.
 */
public final class Composition {

  private Composition() {}

  /** Composes a text. */
  public static String of(String text) {
    StringBuilder out = new StringBuilder();
    boolean plain = true;
    int from = 0;
    int length;
    for (int i = 0; i < text.length(); i += length) {
      int c = text.codePointAt(i);
      length = Character.charCount(c);
      if (c < PinnedCharacters.FIRST) {
        continue;
      }
      plain = false;
      if (PinnedCharacters.isUnknownToComposition(c)) {
        out.append(Normalizer.normalize(text.substring(from, i), Form.NFC)).appendCodePoint(c);
        from = i + length;
      }
    }
    if (plain) {
      return text;
    }
    String rest = Normalizer.normalize(from == 0 ? text : text.substring(from), Form.NFC);
    return from == 0 ? rest : out.append(rest).toString();
  }
}
