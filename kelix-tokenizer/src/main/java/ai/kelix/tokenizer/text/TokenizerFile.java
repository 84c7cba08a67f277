package ai.kelix.tokenizer.text;

import ai.kelix.tokenizer.TokenizerFormatException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads and validates {@code tokenizer.json}; what is not supported is refused, never ignored. */
final class TokenizerFile {
  private static final long MAX_BYTES = 256L << 20;
  private static final int MAX_ID = 1 << 24;

  /** Several times what the largest vocabularies take; keeps the tree of any file below 1 GiB. */
  private static final long MAX_JSON_TOKENS = 8_000_000;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(32)
                          .maxStringLength(1 << 20)
                          .maxNameLength(1 << 16)
                          .maxDocumentLength(MAX_BYTES)
                          .maxTokenCount(MAX_JSON_TOKENS)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String source;

  private TokenizerFile(String source) {
    this.source = source;
  }

  static Vocabulary read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      if (Files.size(file) > MAX_BYTES) {
        throw new TokenizerFormatException(file + " is larger than a tokenizer may be, 256 MiB");
      }
      return read(in, file.toString());
    } catch (IOException e) {
      throw new TokenizerFormatException("cannot read the tokenizer " + file + ": " + e, e);
    }
  }

  static Vocabulary read(InputStream in, String source) {
    try {
      return new TokenizerFile(source).vocabulary(JSON.readTree(in));
    } catch (JsonProcessingException e) {
      throw new TokenizerFormatException(
          source + " is no valid JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new TokenizerFormatException("cannot read the tokenizer " + source + ": " + e, e);
    }
  }

  private Vocabulary vocabulary(JsonNode root) {
    JsonNode model = root.path("model");
    require(model.isObject(), model.isMissingNode() ? "no model" : "model " + model, "an object");
    String type = model.path("type").asText("BPE");
    require(type.equals("BPE"), "model.type " + type, "BPE");
    refuse(model, "dropout", "unk_token", "byte_fallback", "ignore_merges");
    refuseText(model, "continuing_subword_prefix", "end_of_word_suffix");
    Map<String, Integer> ids = ids(model.path("vocab"));
    List<Vocabulary.Merge> merges = merges(model.path("merges"), ids);
    Map<String, Integer> added = added(root.path("added_tokens"), ids);
    refuseSpellable(added, ids, merges);
    boolean composes = composes(root.path("normalizer"));
    return new Vocabulary(ids, merges, added, split(root.path("pre_tokenizer")), composes);
  }

  private Map<String, Integer> ids(JsonNode vocab) {
    require(vocab.isObject() && vocab.size() > 0, "model.vocab", "a non-empty object");
    Map<String, Integer> ids = new HashMap<>(2 * vocab.size());
    Set<Integer> seen = new HashSet<>(2 * vocab.size());
    for (Map.Entry<String, JsonNode> entry : vocab.properties()) {
      int id = id(entry.getValue(), "model.vocab '" + entry.getKey() + "'");
      require(seen.add(id), "model.vocab: id " + id + " twice", "distinct ids");
      ids.put(entry.getKey(), id);
    }
    for (int value = 0; value < 256; value++) {
      String spelling = String.valueOf(ByteAlphabet.of(value));
      require(ids.containsKey(spelling), "no token for byte " + value, "a token for every byte");
    }
    return ids;
  }

  private List<Vocabulary.Merge> merges(JsonNode node, Map<String, Integer> ids) {
    require(node.isArray(), "model.merges", "an array");
    List<Vocabulary.Merge> merges = new ArrayList<>(node.size());
    for (JsonNode entry : node) {
      Vocabulary.Merge merge = merge(entry);
      String merged = merge.left() + merge.right();
      boolean known =
          ids.containsKey(merge.left())
              && ids.containsKey(merge.right())
              && ids.containsKey(merged);
      require(known, "merge of '" + merge.left() + "' and '" + merge.right() + "'", "known tokens");
      merges.add(merge);
    }
    return merges;
  }

  private Vocabulary.Merge merge(JsonNode entry) {
    if (entry.isArray() && entry.size() == 2) {
      require(
          entry.get(0).isTextual() && entry.get(1).isTextual(), "merge " + entry, "two strings");
      return new Vocabulary.Merge(entry.get(0).textValue(), entry.get(1).textValue());
    }
    String text = entry.isTextual() ? entry.textValue() : "";
    int blank = text.indexOf(' ');
    boolean pair = blank > 0 && blank < text.length() - 1 && text.indexOf(' ', blank + 1) < 0;
    require(pair, "merge " + entry, "two tokens apart by a blank");
    return new Vocabulary.Merge(text.substring(0, blank), text.substring(blank + 1));
  }

  private Map<String, Integer> added(JsonNode node, Map<String, Integer> ids) {
    Map<String, Integer> added = new LinkedHashMap<>();
    Set<Integer> taken = new HashSet<>(ids.values());
    require(
        node.isArray() || node.isNull() || node.isMissingNode(),
        "added_tokens " + node,
        "an array");
    for (JsonNode entry : node) {
      String content = entry.path("content").asText("");
      require(!content.isEmpty(), "added token " + entry, "a non-empty content");
      int id = id(entry.path("id"), "added token '" + content + "'");
      Integer known = ids.get(content);
      boolean fits = known != null ? known == id : taken.add(id);
      require(
          fits && added.put(content, id) == null, "added token '" + content + "'", "one free id");
      refuse(entry, "single_word", "lstrip", "rstrip");
    }
    return added;
  }

  /** Text must never become an added token, so no byte and no merge may give one. */
  private void refuseSpellable(
      Map<String, Integer> added, Map<String, Integer> ids, List<Vocabulary.Merge> merges) {
    Set<Integer> spelled = new HashSet<>();
    for (int value = 0; value < 256; value++) {
      spelled.add(ids.get(String.valueOf(ByteAlphabet.of(value))));
    }
    merges.forEach(merge -> spelled.add(ids.get(merge.left() + merge.right())));
    added.forEach(
        (content, id) ->
            require(
                !spelled.contains(id),
                "added token '" + content + "', which plain text yields too",
                "an id of its own"));
  }

  private int id(JsonNode node, String what) {
    boolean fits = node.isInt() && node.intValue() >= 0 && node.intValue() < MAX_ID;
    require(fits, what + " has id " + node, "an integer from 0 to " + (MAX_ID - 1));
    return node.intValue();
  }

  private boolean composes(JsonNode normalizer) {
    if (normalizer.isNull() || normalizer.isMissingNode()) {
      return false;
    }
    String type = normalizer.path("type").asText();
    if (type.equals("Sequence")) {
      boolean any = false;
      for (JsonNode step : normalizer.path("normalizers")) {
        any |= composes(step);
      }
      return any;
    }
    require(type.equals("NFC"), "normalizer " + type, "NFC or none");
    return true;
  }

  private Optional<Pattern> split(JsonNode node) {
    List<JsonNode> steps = new ArrayList<>();
    if (node.path("type").asText().equals("Sequence")) {
      node.path("pretokenizers").forEach(steps::add);
    } else if (node.isObject()) {
      steps.add(node);
    }
    require(!steps.isEmpty(), "pre_tokenizer " + node, "a ByteLevel pre-tokenizer");
    Optional<Pattern> pattern = Optional.empty();
    for (int i = 0; i < steps.size() - 1; i++) {
      require(pattern.isEmpty(), "several Split pre-tokenizers", "at most one");
      pattern = Optional.of(splitStep(steps.get(i)));
    }
    JsonNode bytes = steps.get(steps.size() - 1);
    String type = bytes.path("type").asText();
    require(type.equals("ByteLevel"), "last pre-tokenizer " + type, "ByteLevel");
    require(!bytes.path("add_prefix_space").asBoolean(true), "add_prefix_space true", "false");
    if (bytes.path("use_regex").asBoolean(true)) {
      require(pattern.isEmpty(), "use_regex true after a Split", "false");
      return Optional.of(SplitPattern.compile(SplitPattern.GPT2));
    }
    return pattern;
  }

  private Pattern splitStep(JsonNode step) {
    String type = step.path("type").asText();
    require(type.equals("Split"), "pre-tokenizer " + type, "Split");
    String behavior = step.path("behavior").asText();
    require(behavior.equals("Isolated"), "Split behavior " + behavior, "Isolated");
    require(!step.path("invert").asBoolean(false), "Split invert true", "false");
    JsonNode regex = step.path("pattern").path("Regex");
    require(regex.isTextual(), "Split pattern " + step.path("pattern"), "a Regex");
    return SplitPattern.compile(regex.textValue());
  }

  private void refuse(JsonNode node, String... keys) {
    for (String key : keys) {
      JsonNode value = node.path(key);
      boolean off =
          value.isMissingNode() || value.isNull() || (value.isBoolean() && !value.booleanValue());
      require(off, key + " " + value, "null or false");
    }
  }

  private void refuseText(JsonNode node, String... keys) {
    for (String key : keys) {
      require(node.path(key).asText("").replace("null", "").isEmpty(), key, "null or empty");
    }
  }

  private void require(boolean holds, String found, String expected) {
    if (!holds) {
      throw new TokenizerFormatException(
          String.format("%s: found %s, expected %s", source, shortened(found), expected));
    }
  }

  private static String shortened(String text) {
    return text.length() > 200 ? text.substring(0, 200) + "…" : text;
  }
}
