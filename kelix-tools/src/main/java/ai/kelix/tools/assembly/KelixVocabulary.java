package ai.kelix.tools.assembly;

import ai.kelix.formats.checkpoint.ConfigurationException;
import ai.kelix.tokenizer.text.TextTokenizer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The tokens of a language model and the control tokens that a Kelix needs besides.
 *
 * @param ids all control tokens of a Kelix
 * @param added those of them that the tokenizer does not have yet
 * @param size V, ids of text and control
 */
record KelixVocabulary(Map<String, Integer> ids, Map<String, Integer> added, int size) {
  /** Its surface form in the release is not known (kelix-ar §15); no text ever contains it. */
  static final String END_OF_BLOCK = "<|block_end|>";

  /** Where the release has what Qwen3 lacks (kelix-ar §11.1). */
  private static final Map<String, Integer> RELEASED =
      Map.of(END_OF_BLOCK, 151_681, "<|mm_pos_start|>", 151_682, "<|mm_pos_end|>", 151_683);

  private static final String[] NEEDED = {
    "<|im_start|>",
    "<|im_end|>",
    "<|vision_start|>",
    "<|vision_end|>",
    "<|image_pad|>",
    END_OF_BLOCK,
    "<|mm_pos_start|>",
    "<|mm_pos_end|>"
  };

  /** Copies the maps. */
  KelixVocabulary {
    ids = Map.copyOf(ids);
    added = Map.copyOf(added);
  }

  /**
   * Looks for the tokens and gives ids to those that are missing: those of the release where they
   * are free and have rows, else the next ones.
   *
   * @param rows of the embedding table
   * @param folder for messages
   * @throws ConfigurationException if the model cannot tell turns apart or has more tokens than
   *     rows
   */
  static KelixVocabulary of(TextTokenizer tokenizer, int rows, Path folder) {
    if (tokenizer.size() > rows) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "%s: tokenizer.json has the id %d, config.json says vocab_size %d",
              folder,
              tokenizer.size() - 1,
              rows));
    }
    Map<String, Integer> ids = new LinkedHashMap<>();
    Map<String, Integer> added = new LinkedHashMap<>();
    int next = tokenizer.size();
    for (String token : NEEDED) {
      OptionalInt known = tokenizer.idOf(token);
      if (known.isEmpty() && token.startsWith("<|im_")) {
        throw new ConfigurationException(
            String.format(
                Locale.ROOT,
                "%s: tokenizer.json has no %s; take a Qwen3 that was trained to chat",
                folder,
                token));
      }
      int released = RELEASED.getOrDefault(token, -1);
      boolean free = released >= next && released < rows;
      int id = known.orElse(free ? released : next);
      ids.put(token, id);
      if (known.isEmpty()) {
        added.put(token, id);
        next = Math.max(next, id + 1);
      }
    }
    return new KelixVocabulary(ids, added, Math.max(rows, next));
  }

  int id(String token) {
    Integer id = ids.get(token);
    if (id == null) {
      throw new IllegalArgumentException("no control token of a Kelix: " + token);
    }
    return id;
  }
}
