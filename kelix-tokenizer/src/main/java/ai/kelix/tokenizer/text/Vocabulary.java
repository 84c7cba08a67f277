package ai.kelix.tokenizer.text;

import java.util.Map;
import java.util.Optional;

/**
 * Everything that a {@code tokenizer.json} says, validated.
 *
 * @param tokens in byte-alphabet spelling, with their ids
 * @param merges pairs of tokens that become one
 * @param added tokens with a surface form of their own, by that form
 * @param split pattern that cuts text into words; empty for none
 * @param composes whether text is brought to Unicode form NFC first
 */
record Vocabulary(
    TokenTable tokens,
    MergeTable merges,
    Map<String, Integer> added,
    Optional<SplitPattern> split,
    boolean composes) {

  /** Returns one more than the largest id. */
  int size() {
    int largest = tokens.size() - 1;
    for (int id : added.values()) {
      largest = Math.max(largest, id);
    }
    return largest + 1;
  }
}
