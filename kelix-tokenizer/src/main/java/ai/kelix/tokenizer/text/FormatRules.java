package ai.kelix.tokenizer.text;

import ai.kelix.tokenizer.TokenizerFormatException;
import ai.kelix.tokenizer.json.ConfigObject;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.function.Function;

/**
 * How one {@code tokenizer.json} is read and refused.
 *
 * @param source what it is, for messages
 * @param objects opens a parsed object for reading key by key
 */
record FormatRules(String source, Function<JsonNode, ConfigObject> objects) {
  /** Tables by id are as long as the largest one. */
  static final int MAX_ID = (1 << 24) - 1;

  private static final int LONGEST = 200;

  /** Returns the refusal. */
  TokenizerFormatException wrong(String found, String expected) {
    String shortened = found.length() > LONGEST ? found.substring(0, LONGEST) + "…" : found;
    return new TokenizerFormatException(
        String.format(Locale.ROOT, "%s: found %s, expected %s", source, shortened, expected));
  }

  TokenizerFormatException wrongId(String what, String found) {
    return wrong(what + " has id " + found, "an integer from 0 to " + MAX_ID);
  }

  void require(boolean holds, String found, String expected) {
    if (!holds) {
      throw wrong(found, expected);
    }
  }
}
