package ai.kelix.tokenizer.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.tokenizer.KelixTokenizer;
import ai.kelix.tokenizer.KeyTable;
import ai.kelix.tokenizer.TokenizerFormatException;
import ai.kelix.tokenizer.json.ConfigObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every key of {@code tokenizer_config.json} changes a conversation, or is refused. */
class TokenizerConfigKeysTest {
  private static final String SOUND =
      """
      {"add_bos_token": false, "add_prefix_space": false,
       "added_tokens_decoder": {"151645": {"content": "<|im_end|>", "lstrip": false,
         "normalized": false, "rstrip": false, "single_word": false, "special": true}},
       "bos_token": null, "clean_up_tokenization_spaces": false, "eos_token": "<|im_end|>",
       "chat_template": [{"name": "default", "template": "a"}, {"name": "rag", "template": "b"}],
       "errors": "replace", "model_max_length": 131072, "split_special_tokens": false}
      """;
  private static final String WRITTEN = "the chat template writes all control tokens";
  private static final String ALONE = "a prompt stands alone and is never cut";
  private static final String LABEL = "a label";
  private static final String PLACE = "where the hub's library finds its code and files";

  @TempDir private Path folder;

  @Test
  void everyKeyActsIsRefusedOrCannotMatter() {
    String token = "added_tokens_decoder.151645";
    new KeyTable(SOUND, TokenizerConfigKeysTest::read)
        .acts("chat_template", "\"b\"")
        .refused("chat_template.name", "\"tool\"")
        .acts("chat_template.template", "\"c\"")
        .refused("add_prefix_space", "true")
        .refused("split_special_tokens", "true")
        .refused("clean_up_tokenization_spaces", "true")
        .idle("added_tokens_decoder", "{}", "tokenizer.json has them all")
        .refused(token, "{}")
        .refused(token + ".content", "\"<|im_start|>\"")
        .refused(token + ".single_word", "true")
        .refused(token + ".lstrip", "true")
        .refused(token + ".rstrip", "true")
        .idle(token + ".normalized", "true", "tokenizer.json decides, and is asked")
        .idle(token + ".special", "false", "an added token is never text, whatever this says")
        .idle(token + ".__type", "\"AddedToken\"", LABEL)
        .idle("add_bos_token", "true", WRITTEN + ", which is reported")
        .idle("add_eos_token", "true", WRITTEN + ", which is reported")
        .idle("bos_token", "\"<|im_start|>\"", "a template that writes it is refused")
        .idle("eos_token", "\"<|endoftext|>\"", "config.json says what ends a turn")
        .idle("unk_token", "\"x\"", "every byte has a token")
        .idle("pad_token", "\"x\"", ALONE)
        .idle("sep_token", "\"x\"", WRITTEN)
        .idle("cls_token", "\"x\"", WRITTEN)
        .idle("mask_token", "\"x\"", WRITTEN)
        .idle("additional_special_tokens", "[\"x\"]", "a text never becomes a control token")
        .idle("extra_special_tokens", "{\"x\": \"y\"}", "a text never becomes a control token")
        .idle("model_max_length", "1", ALONE)
        .idle("padding_side", "\"left\"", ALONE)
        .idle("truncation_side", "\"left\"", ALONE)
        .idle("errors", "\"strict\"", "the hub's fast tokenizers never read it")
        .idle("tokenizer_class", "\"Other\"", LABEL)
        .idle("processor_class", "\"Other\"", LABEL)
        .idle("auto_map", "{}", PLACE)
        .idle("name_or_path", "\"x\"", PLACE)
        .idle("special_tokens_map_file", "\"x\"", PLACE)
        .idle("tokenizer_file", "\"x\"", PLACE)
        .idle("legacy", "true", "of sentencepiece")
        .idle("use_fast", "false", "how Python computes the same")
        .idle("backend", "\"x\"", "how Python computes the same")
        .idle("is_local", "true", PLACE)
        .check();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'added_tokens_decoder': {'151645': {'content': '<|none|>'}}}",
        "{'added_tokens_decoder': {'151644': {'content': '<|im_end|>'}}}",
        "{'added_tokens_decoder': {'14990': {'content': 'hello'}}}",
        "{'added_tokens_decoder': []}",
        "{'chat_template': []}",
        "{'chat_template': {'default': 'x'}}",
        "{'clean_up_tokenization_spaces': 1}",
        "[]",
        "{"
      })
  void refusesWhatWouldGiveAnotherText(String json) throws IOException {
    write(json);
    assertThatThrownBy(
            () -> {
              TokenizerConfigFile.check(folder, KelixTokenizer.INSTANCE);
              TokenizerConfigFile.template(folder);
            })
        .isInstanceOf(TokenizerFormatException.class)
        .hasMessageContaining("tokenizer_config.json");
  }

  @Test
  void theReleasedFileFits() {
    Path qwen3 = Path.of(System.getProperty("kelix.fixtures"), "tokenizer");
    assertThatCode(() -> TokenizerConfigFile.check(qwen3, KelixTokenizer.INSTANCE))
        .doesNotThrowAnyException();
  }

  @Test
  void whatIsNotDoneIsReported() {
    List<String> warnings = new ArrayList<>();
    String json = "{\"add_bos_token\": true, \"add_eos_token\": true, \"do_lower_case\": true}";
    TokenizerConfigFile.check(KeyTable.open(json, warnings::add), KelixTokenizer.INSTANCE);
    assertThat(warnings)
        .anyMatch(warning -> warning.contains("add_bos_token is not applied"))
        .anyMatch(warning -> warning.contains("add_eos_token is not applied"))
        .anyMatch(warning -> warning.contains("[do_lower_case]"))
        .hasSize(3);
  }

  private void write(String json) throws IOException {
    Files.writeString(folder.resolve("tokenizer_config.json"), json.replace('\'', '"'));
  }

  private static Object read(String text, Set<String> keys) {
    ConfigObject json = KeyTable.open(text);
    try {
      TokenizerConfigFile.check(json, KelixTokenizer.INSTANCE);
      return TokenizerConfigFile.template(json);
    } finally {
      KeyTable.keys(json, "", keys);
    }
  }
}
