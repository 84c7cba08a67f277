package ai.kelix.tokenizer.text;

import ai.kelix.tokenizer.TokenizerFormatException;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * How one {@code tokenizer.json} is refused.
 *
 * @param source what it is, for messages
 */
record FormatRules(String source) {
  /** Tables by id are as long as the largest one. */
  static final int MAX_ID = (1 << 24) - 1;

  private static final int LONGEST = 200;

  /** Returns the refusal. */
  TokenizerFormatException wrong(String found, String expected) {
    String shortened = found.length() > LONGEST ? found.substring(0, LONGEST) + "…" : found;
    return new TokenizerFormatException(
        String.format("%s: found %s, expected %s", source, shortened, expected));
  }

  TokenizerFormatException wrongId(String what, String found) {
    return wrong(what + " has id " + found, "an integer from 0 to " + MAX_ID);
  }

  void require(boolean holds, String found, String expected) {
    if (!holds) {
      throw wrong(found, expected);
    }
  }

  /** Accepts a feature only where it is switched off. */
  void requireOff(JsonNode node, String... keys) {
    for (String key : keys) {
      JsonNode value = node.path(key);
      boolean off =
          value.isMissingNode() || value.isNull() || (value.isBoolean() && !value.booleanValue());
      if (!off) {
        throw wrong(key + " " + value, "null or false");
      }
    }
  }

  /** Accepts a text only where it is empty. */
  void requireEmpty(JsonNode node, String... keys) {
    for (String key : keys) {
      String text = node.path(key).asText("");
      require(text.replace("null", "").isEmpty(), key, "null or empty");
    }
  }
}
