package ai.kelix.tokenizer.text;

import ai.kelix.platform.Interruption;
import ai.kelix.tokenizer.TokenizerFormatException;
import ai.kelix.tokenizer.json.JsonTree;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and validates {@code tokenizer.json}; what is not supported is refused, never ignored. Used
 * once.
 */
final class TokenizerFile {
  private static final long MAX_BYTES = 256L << 20;

  /** Several times what the largest vocabularies take; keeps what is read below 1 GiB. */
  private static final long MAX_JSON_TOKENS = 8_000_000;

  private static final JsonFactory JSON =
      JsonTree.factory(
          StreamReadConstraints.builder()
              .maxNestingDepth(32)
              .maxStringLength(1 << 20)
              .maxNameLength(1 << 16)
              .maxDocumentLength(MAX_BYTES)
              .maxTokenCount(MAX_JSON_TOKENS)
              .build());

  private final FormatRules rules;
  private @Nullable BpeModel model;

  private TokenizerFile(String source) {
    this.rules = new FormatRules(source);
  }

  static Vocabulary read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      if (Files.size(file) > MAX_BYTES) {
        throw new TokenizerFormatException(file + " is larger than a tokenizer may be, 256 MiB");
      }
      return read(in, file.toString());
    } catch (IOException e) {
      Interruption.check(e, "reading " + file);
      throw new TokenizerFormatException("cannot read the tokenizer " + file + ": " + e, e);
    }
  }

  static Vocabulary read(InputStream in, String source) {
    try (JsonParser parser = JsonTree.open(JSON, in)) {
      return new TokenizerFile(source).vocabulary(parser);
    } catch (JsonProcessingException e) {
      throw new TokenizerFormatException(
          source + " is no valid JSON: " + e.getOriginalMessage(), e);
    } catch (CharacterCodingException e) {
      throw new TokenizerFormatException(source + " is no UTF-8: " + e.getMessage(), e);
    } catch (IOException e) {
      Interruption.check(e, "reading " + source);
      throw new TokenizerFormatException("cannot read the tokenizer " + source + ": " + e, e);
    }
  }

  private Vocabulary vocabulary(JsonParser parser) throws IOException {
    boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
    rules.require(isObject, "another content", "an object");
    JsonNode root = JsonTree.object(parser, this::field);
    JsonTree.requireEnd(parser);
    if (model == null) {
      throw rules.wrong("no model", "an object");
    }
    Map<String, Integer> added = added(root.path("added_tokens"), model.tokens());
    refuseSpellable(added, model.spelled());
    TextSteps steps = new TextSteps(rules);
    boolean composes = steps.composes(root.path("normalizer"));
    return new Vocabulary(
        model.tokens(), model.merges(), added, steps.split(root.path("pre_tokenizer")), composes);
  }

  private boolean field(String name, JsonParser value) throws IOException {
    if (!name.equals("model")) {
      return false;
    }
    model = new ModelReader(rules).read(value);
    return true;
  }

  private Map<String, Integer> added(JsonNode node, TokenTable tokens) {
    Map<String, Integer> added = new LinkedHashMap<>();
    BitSet taken = new BitSet();
    if (!node.isArray() && !node.isNull() && !node.isMissingNode()) {
      throw rules.wrong("added_tokens " + node, "an array");
    }
    for (JsonNode entry : node) {
      String content = entry.path("content").asText("");
      if (content.isEmpty()) {
        throw rules.wrong("added token " + entry, "a non-empty content");
      }
      int id = id(entry.path("id"), content);
      int known = tokens.find(content);
      boolean fits = known >= 0 ? known == id : !tokens.has(id) && !taken.get(id);
      taken.set(id);
      if (!fits || added.put(content, id) != null) {
        throw rules.wrong("added token '" + content + "'", "one free id");
      }
      rules.requireOff(entry, "single_word", "lstrip", "rstrip");
    }
    return added;
  }

  private int id(JsonNode node, String content) {
    boolean fits = node.isInt() && node.intValue() >= 0 && node.intValue() <= FormatRules.MAX_ID;
    if (!fits) {
      throw rules.wrongId("added token '" + content + "'", node.toString());
    }
    return node.intValue();
  }

  /** Text must never become an added token, so no byte and no merge may give one. */
  private void refuseSpellable(Map<String, Integer> added, BitSet spelled) {
    added.forEach(
        (content, id) -> {
          if (spelled.get(id)) {
            throw rules.wrong(
                "added token '" + content + "', which plain text yields too", "an id of its own");
          }
        });
  }
}
