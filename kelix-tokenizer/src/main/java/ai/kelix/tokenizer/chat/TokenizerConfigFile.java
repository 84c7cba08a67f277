package ai.kelix.tokenizer.chat;

import ai.kelix.tokenizer.TokenizerFormatException;
import ai.kelix.tokenizer.json.ConfigObject;
import ai.kelix.tokenizer.json.JsonException;
import ai.kelix.tokenizer.json.StrictJson;
import ai.kelix.tokenizer.text.TextTokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import reactor.util.Loggers;

/**
 * What {@code tokenizer_config.json} adds to {@code tokenizer.json} in the hub's library: the chat
 * template, and switches that would give other ids or another text, which are refused by name.
 */
final class TokenizerConfigFile {
  private static final int MAX_BYTES = 16 << 20;
  static final String NAME = "tokenizer_config.json";
  private static final String TEMPLATE = "chat_template";

  private TokenizerConfigFile() {}

  /** Returns the chat template of the folder's file, if it has the file and that a template. */
  static Optional<String> template(Path folder) {
    // What has to be reported is, by the check of the same file.
    return open(folder, warning -> {}).flatMap(TokenizerConfigFile::template);
  }

  /**
   * Compares the folder's file, if it has one, with the tokenizer, and logs what has no effect.
   *
   * @throws TokenizerFormatException if a value would act in the hub's library and cannot here
   */
  static void check(Path folder, TextTokenizer tokenizer) {
    open(folder, warning -> Loggers.getLogger(TokenizerConfigFile.class).warn(warning))
        .ifPresent(json -> check(json, tokenizer));
  }

  /** Returns the template, or the one named default of several. */
  static Optional<String> template(ConfigObject json) {
    if (!json.isList(TEMPLATE)) {
      return json.text(TEMPLATE);
    }
    List<ConfigObject> named = json.objects(TEMPLATE);
    for (ConfigObject one : named) {
      if (one.text("name").orElse("").equals("default")) {
        return one.text("template");
      }
    }
    throw json.wrong(TEMPLATE, named.size() + " templates", "one that is named default");
  }

  static void check(ConfigObject json, TextTokenizer tokenizer) {
    refuse(json, "add_prefix_space", "a text begins as it is");
    refuse(json, "split_special_tokens", "control tokens are one id each");
    refuse(json, "clean_up_tokenization_spaces", "a text is given as the model writes it");
    for (String key : List.of("add_bos_token", "add_eos_token")) {
      if (json.flag(key, false)) {
        json.warn(key + " is not applied: turns begin and end as the chat template says");
      }
    }
    ConfigObject decoder = json.object("added_tokens_decoder");
    for (String id : decoder.names()) {
      requireSame(decoder.object(id), id, tokenizer);
    }
    json.ignore(TEMPLATE);
    ignoreTheRest(json);
  }

  private static void refuse(ConfigObject json, String key, String because) {
    if (json.flag(key, false)) {
      throw json.wrong(key, "true", "false: " + because);
    }
  }

  /** The hub's library adds what tokenizer.json lacks, so that an id would have another text. */
  private static void requireSame(ConfigObject entry, String id, TextTokenizer tokenizer) {
    String content = entry.text("content").orElse("");
    OptionalInt known = tokenizer.idOf(content);
    boolean same =
        known.isPresent()
            && Integer.toString(known.getAsInt()).equals(id)
            && tokenizer.isAdded(known.getAsInt());
    if (!same) {
      throw entry.wrong(
          "content",
          "'" + content + "'",
          "the added token of this id in tokenizer.json; take both files from the same model");
    }
    for (String key : List.of("single_word", "lstrip", "rstrip")) {
      refuse(entry, key, "a token takes nothing of the text around it");
    }
    entry.ignore("normalized", "special", "__type").finish();
  }

  private static void ignoreTheRest(ConfigObject json) {
    // A text never becomes a control token, and the template writes those that there are.
    json.ignore("bos_token", "eos_token", "pad_token", "unk_token", "sep_token", "cls_token");
    json.ignore("mask_token", "additional_special_tokens", "extra_special_tokens");
    // A prompt stands alone and is never cut.
    json.ignore("model_max_length", "padding_side", "truncation_side");
    // Bytes that are no text become U+FFFD whatever this says, in the hub's fast tokenizers too.
    json.ignore("errors");
    json.ignore("tokenizer_class", "processor_class", "auto_map", "name_or_path", "legacy");
    json.ignore("use_fast", "backend", "is_local", "special_tokens_map_file", "tokenizer_file");
    json.finish();
  }

  private static Optional<ConfigObject> open(Path folder, Consumer<String> warnings) {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ConfigObject(
              StrictJson.read(file, MAX_BYTES, warnings),
              file.toString(),
              warnings,
              TokenizerFormatException::new));
    } catch (JsonException e) {
      throw new TokenizerFormatException(e.getMessage(), e);
    }
  }
}
