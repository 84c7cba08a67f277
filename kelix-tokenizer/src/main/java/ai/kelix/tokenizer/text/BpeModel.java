package ai.kelix.tokenizer.text;

import java.util.BitSet;
import java.util.Locale;

/**
 * What byte-level BPE works with.
 *
 * @param tokens in byte-alphabet spelling; all bytes are among them
 * @param merges pairs of tokens, and the token that each becomes
 * @param spelled ids that plain text can become
 */
record BpeModel(TokenTable tokens, MergeTable merges, BitSet spelled) {

  /**
   * Looks up what the merges name.
   *
   * @param parts left and right tokens of all merges in turn, best merge first
   * @throws ai.kelix.tokenizer.TokenizerFormatException if a merge names or gives no token, or a
   *     byte has none
   */
  static BpeModel of(TokenTable tokens, PackedStrings parts, FormatRules rules) {
    BitSet spelled = new BitSet();
    for (int value = 0; value < 256; value++) {
      int id = tokens.find(String.valueOf(ByteAlphabet.of(value)));
      if (id < 0) {
        throw rules.wrong("no token for byte " + value, "a token for every byte");
      }
      spelled.set(id);
    }
    MergeTable merges = new MergeTable(parts.count() / 2);
    char[] text = parts.characters();
    for (int part = 0; part < parts.count(); part += 2) {
      int from = parts.start(part);
      int middle = parts.start(part + 1);
      int to = parts.start(part + 2);
      int left = tokens.find(text, from, middle);
      int right = tokens.find(text, middle, to);
      int merged = tokens.find(text, from, to);
      if (left < 0 || right < 0 || merged < 0) {
        throw rules.wrong(
            String.format(
                Locale.ROOT, "merge of '%s' and '%s'", parts.get(part), parts.get(part + 1)),
            "known tokens");
      }
      merges.put(left, right, part / 2, merged);
      spelled.set(merged);
    }
    return new BpeModel(tokens, merges, spelled);
  }
}
