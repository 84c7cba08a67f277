package ai.kelix.tokenizer.text;

import ai.kelix.tokenizer.json.ConfigObject;
import java.text.Normalizer;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the {@code added_tokens} of a {@code tokenizer.json}: surface forms that are cut out of
 * trusted text before anything else is done to it. Used once.
 */
final class AddedTokenReader {
  private final FormatRules rules;
  private final BpeModel model;
  private final BitSet taken = new BitSet();

  AddedTokenReader(FormatRules rules, BpeModel model) {
    this.rules = rules;
    this.model = model;
  }

  /**
   * Returns the ids by surface form.
   *
   * @param root the whole file
   * @param composes whether text is brought to Unicode form NFC
   */
  Map<String, Integer> read(ConfigObject root, boolean composes) {
    Map<String, Integer> added = new LinkedHashMap<>();
    for (ConfigObject entry : root.objects("added_tokens")) {
      String content = entry.text("content").orElse("");
      if (content.isEmpty()) {
        throw entry.wrong("content", "absent or empty", "a text");
      }
      int id =
          entry
              .optionalInteger("id", 0, FormatRules.MAX_ID)
              .orElseThrow(() -> entry.wrong("id", "absent", "an integer"));
      requireFree(content, id);
      if (added.put(content, id) != null) {
        throw rules.wrong("added token '" + content + "' twice", "one id");
      }
      requirePlain(entry, content, composes);
    }
    return added;
  }

  private void requireFree(String content, int id) {
    int known = model.tokens().find(content);
    boolean fits = known >= 0 ? known == id : !model.tokens().has(id) && !taken.get(id);
    taken.set(id);
    if (!fits) {
      throw rules.wrong("added token '" + content + "'", "one free id");
    }
    // Text must never become an added token, so no byte and no merge may give one.
    if (model.spelled().get(id)) {
      throw rules.wrong(
          "added token '" + content + "', which plain text yields too", "an id of its own");
    }
  }

  private static void requirePlain(ConfigObject entry, String content, boolean composes) {
    for (String key : new String[] {"single_word", "lstrip", "rstrip"}) {
      if (entry.flag(key, false)) {
        throw entry.wrong(key, "true", "false: a token takes nothing of the text around it");
      }
    }
    boolean changes = composes && !Normalizer.isNormalized(content, Normalizer.Form.NFC);
    if (entry.flag("normalized", false) && changes) {
      throw entry.wrong("normalized", "true", "false, as NFC changes the token's own text");
    }
    // Whatever this says, an added token is a control block and no part of a text.
    entry.ignore("special").finish();
  }
}
