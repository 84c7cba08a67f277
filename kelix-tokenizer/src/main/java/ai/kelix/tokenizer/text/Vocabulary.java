package ai.kelix.tokenizer.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Everything that a {@code tokenizer.json} says, validated.
 *
 * @param ids of tokens in byte-alphabet spelling
 * @param merges pairs of tokens in order of rank
 * @param added tokens with a surface form of their own, by that form
 * @param split pattern that cuts text into words; empty for none
 * @param composes whether text is brought to Unicode form NFC first
 */
record Vocabulary(
    Map<String, Integer> ids,
    List<Merge> merges,
    Map<String, Integer> added,
    Optional<Pattern> split,
    boolean composes) {

  /**
   * One merge rule.
   *
   * @param left token spelling
   * @param right token spelling
   */
  record Merge(String left, String right) {}
}
