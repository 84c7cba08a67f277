package ai.kelix.tokenizer.text;

import ai.kelix.tokenizer.json.ConfigObject;
import ai.kelix.tokenizer.json.JsonTree;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;

/**
 * Reads the {@code model} of a {@code tokenizer.json}: hundreds of thousands of tokens and merges,
 * which go from the text straight into tables. Used once.
 */
final class ModelReader {
  private final FormatRules rules;
  private final TokenTable tokens = new TokenTable();

  /** Left and right tokens in turn. They wait here because the file may name the tokens later. */
  private final PackedStrings parts = new PackedStrings();

  private boolean hasMerges;

  ModelReader(FormatRules rules) {
    this.rules = rules;
  }

  /** Reads the value at which the parser stands. */
  BpeModel read(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw rules.wrong("model " + parser.getText(), "an object");
    }
    check(rules.objects().apply(JsonTree.object(parser, this::field)));
    rules.require(tokens.count() > 0, "model.vocab", "a non-empty object");
    rules.require(hasMerges, "model.merges", "an array");
    return BpeModel.of(tokens, parts, rules);
  }

  private static void check(ConfigObject model) {
    String type = model.text("type").orElse("BPE");
    if (!type.equals("BPE")) {
      throw model.wrong("model.type", type, "BPE");
    }
    if (model.number("dropout", 0) != 0) {
      throw model.wrong("model.dropout", "set", "null or 0: the same text gives the same ids");
    }
    if (model.flag("ignore_merges", false)) {
      throw model.wrong("model.ignore_merges", "true", "false");
    }
    for (String key : List.of("continuing_subword_prefix", "end_of_word_suffix")) {
      if (!model.text(key).orElse("").isEmpty()) {
        throw model.wrong("model." + key, "set", "null or empty");
      }
    }
    // Every byte has a token, so nothing is ever unknown.
    model.ignore("unk_token", "fuse_unk", "byte_fallback");
    // These two lie in the tables already.
    model.ignore("vocab", "merges").finish();
  }

  private boolean field(String name, JsonParser value) throws IOException {
    if (name.equals("vocab") && value.currentToken() == JsonToken.START_OBJECT) {
      vocabulary(value);
      return true;
    }
    if (name.equals("merges") && value.currentToken() == JsonToken.START_ARRAY) {
      merges(value);
      hasMerges = true;
      return true;
    }
    return false;
  }

  private void vocabulary(JsonParser parser) throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      int id = id(name, parser);
      if (tokens.has(id)) {
        throw rules.wrong("model.vocab: id " + id + " twice", "distinct ids");
      }
      if (!tokens.add(name, id)) {
        throw new JsonParseException(parser, "duplicate key '" + name + "'");
      }
    }
  }

  private int id(String name, JsonParser parser) throws IOException {
    boolean isInt =
        parser.currentToken() == JsonToken.VALUE_NUMBER_INT
            && parser.getNumberType() == NumberType.INT;
    int id = isInt ? parser.getIntValue() : -1;
    if (id < 0 || id > FormatRules.MAX_ID) {
      throw rules.wrongId("model.vocab '" + name + "'", parser.getText());
    }
    return id;
  }

  private void merges(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_ARRAY) {
        pair(parser);
      } else {
        split(parser);
      }
    }
  }

  private void pair(JsonParser parser) throws IOException {
    for (int i = 0; i < 2; i++) {
      if (parser.nextToken() != JsonToken.VALUE_STRING) {
        throw rules.wrong("a merge with " + parser.getText(), "two strings");
      }
      parts.add(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    }
    if (parser.nextToken() != JsonToken.END_ARRAY) {
      throw rules.wrong("a merge of more than two", "two strings");
    }
  }

  private void split(JsonParser parser) throws IOException {
    boolean isText = parser.currentToken() == JsonToken.VALUE_STRING;
    char[] text = parser.getTextCharacters();
    int from = parser.getTextOffset();
    int to = from + parser.getTextLength();
    int blank = isText ? blank(text, from, to) : to;
    if (blank == from || blank >= to - 1 || blank(text, blank + 1, to) < to) {
      throw rules.wrong("merge " + parser.getText(), "two tokens apart by a blank");
    }
    parts.add(text, from, blank - from);
    parts.add(text, blank + 1, to - blank - 1);
  }

  private static int blank(char[] text, int from, int to) {
    int at = from;
    while (at < to && text[at] != ' ') {
      at++;
    }
    return at;
  }
}
