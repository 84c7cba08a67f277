package ai.kelix.tokenizer.text;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tokenizer.KeyTable;
import ai.kelix.tokenizer.TokenizerFormatException;
import ai.kelix.tokenizer.json.ConfigObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every key of {@code tokenizer.json} changes the ids of a text, or is refused. */
class TokenizerKeysTest {
  private static final String TEXT = "e\u0301t 12 abab abab<end>";
  private static final String BYTE_LEVEL =
      "{\"type\": \"ByteLevel\", \"add_prefix_space\": false, \"trim_offsets\": false,"
          + " \"use_regex\": false}";
  private static final String SPLIT =
      "{\"type\": \"Split\", \"pattern\": {\"Regex\": \"ab|.\"}, \"behavior\": \"Isolated\","
          + " \"invert\": false}";

  /** Its merges reach across words, so that it matters where words begin. */
  private final String sound =
      new BpeTrainer(259, ".+").train(Stream.of("abab abab abab"), Map.of("<end>", 300));

  @Test
  void everyKeyActsIsRefusedOrCannotMatter() {
    new KeyTable(sound, TokenizerKeysTest::ids)
        .refused("version", "\"2.0\"")
        .acts("normalizer", "null")
        .refused("normalizer.type", "\"Lowercase\"")
        .acts("added_tokens", "[]")
        .acts("added_tokens.id", "301")
        .acts("added_tokens.content", "\"<fin>\"")
        .refused("added_tokens.single_word", "true")
        .refused("added_tokens.lstrip", "true")
        .refused("added_tokens.rstrip", "true")
        .idle("added_tokens.normalized", "true", "NFC leaves the token's own text as it is")
        .idle("added_tokens.special", "false", "an added token is never text, whatever this says")
        .refused("pre_tokenizer", "null")
        .refused("pre_tokenizer.type", "\"Whitespace\"")
        .acts("pre_tokenizer.pretokenizers", "[" + SPLIT + ", " + BYTE_LEVEL + "]")
        .refused("pre_tokenizer.pretokenizers.type", "\"Digits\"")
        .acts("pre_tokenizer.pretokenizers.pattern", "{\"Regex\": \"ab|.\"}")
        .acts("pre_tokenizer.pretokenizers.pattern.Regex", "\"ab|.\"")
        .refused("pre_tokenizer.pretokenizers.behavior", "\"Removed\"")
        .refused("pre_tokenizer.pretokenizers.invert", "true")
        .refused("pre_tokenizer.pretokenizers.add_prefix_space", "true")
        .refused("pre_tokenizer.pretokenizers.use_regex", "true")
        .idle("pre_tokenizer.pretokenizers.trim_offsets", "true", "offsets are not given out")
        .where("pre_tokenizer", BYTE_LEVEL)
        .acts("pre_tokenizer.use_regex", "true")
        .where("pre_tokenizer", BYTE_LEVEL)
        .refused("pre_tokenizer.add_prefix_space", "true")
        .where("pre_tokenizer", BYTE_LEVEL)
        .idle("pre_tokenizer.trim_offsets", "true", "offsets are not given out")
        .where("normalizer", "{\"type\": \"Sequence\", \"normalizers\": [{\"type\": \"NFC\"}]}")
        .acts("normalizer.normalizers", "[]")
        .where("normalizer", "{\"type\": \"Sequence\", \"normalizers\": [{\"type\": \"NFC\"}]}")
        .refused("normalizer.normalizers.type", "\"NFKC\"")
        .idle("decoder", "null", "bytes become text again as they became tokens")
        .refused("decoder.type", "\"Metaspace\"")
        .idle("decoder.add_prefix_space", "true", "of an encoder")
        .idle("decoder.trim_offsets", "true", "of an encoder")
        .idle("decoder.use_regex", "true", "of an encoder")
        .idle("post_processor", "{\"type\": \"ByteLevel\"}", "it moves offsets")
        .idle(
            "post_processor.type",
            "\"TemplateProcessing\"",
            "the chat template writes what it would, which is reported")
        .idle("truncation", "{\"max_length\": 1}", "a prompt is never cut, which is reported")
        .idle("padding", "{\"length\": 9}", "a prompt stands alone, which is reported")
        .refused("model", "null")
        .refused("model.type", "\"Unigram\"")
        .refused("model.dropout", "0.1")
        .refused("model.ignore_merges", "true")
        .refused("model.continuing_subword_prefix", "\"##\"")
        .refused("model.end_of_word_suffix", "\"</w>\"")
        .idle("model.unk_token", "\"a\"", "every byte has a token")
        .idle("model.fuse_unk", "true", "every byte has a token")
        .idle("model.byte_fallback", "true", "every byte has a token")
        .refused("model.vocab", "{}")
        .acts("model.merges", "[]")
        .check();
  }

  @Test
  void whatIsNotDoneIsReported() {
    List<String> warnings = new ArrayList<>();
    String json =
        sound.replaceFirst(
            "\\{",
            "{\"truncation\": {\"max_length\": 1}, \"padding\": {}, \"extra\": Infinity,"
                + " \"post_processor\": {\"type\": \"Sequence\", \"processors\": [{\"type\":"
                + " \"TemplateProcessing\"}]}, ");
    TokenizerFile.read(
        new ByteArrayInputStream(("\uFEFF" + json).getBytes(StandardCharsets.UTF_8)),
        "it",
        warnings::add);
    assertThat(warnings)
        .anyMatch(warning -> warning.contains("byte order mark"))
        .anyMatch(warning -> warning.contains("truncation is not applied"))
        .anyMatch(warning -> warning.contains("padding is not applied"))
        .anyMatch(warning -> warning.contains("TemplateProcessing is not applied"))
        .anyMatch(warning -> warning.contains("unknown keys [extra]"))
        .hasSize(5);
  }

  private static Object ids(String json, Set<String> keys) {
    Map<String, ConfigObject> opened = new TreeMap<>();
    FormatRules rules =
        new FormatRules(
            "it",
            node -> {
              String prefix = node.has("model") ? "" : "model.";
              return opened.computeIfAbsent(
                  prefix,
                  key ->
                      new ConfigObject(node, "it", warning -> {}, TokenizerFormatException::new));
            });
    try {
      TextTokenizer tokenizer =
          new TextTokenizer(
              TokenizerFile.read(
                  new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                  rules,
                  warning -> {}));
      return Arrays.toString(tokenizer.encodeWithAddedTokens(TEXT)) + tokenizer.decode(97, 300);
    } finally {
      opened.forEach((prefix, object) -> KeyTable.keys(object, prefix, keys));
    }
  }
}
