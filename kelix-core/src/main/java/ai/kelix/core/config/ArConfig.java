package ai.kelix.core.config;

import ai.kelix.tokenizer.json.ConfigObject;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The autoregressive side: image tokenizer, backbone and block decoder (kelix-ar §2).
 *
 * @param backbone {@code qwen_config}
 * @param tokenizer {@code tokenizer_config}
 * @param blockDecoder {@code token_decoder_config}
 */
public record ArConfig(
    BackboneConfig backbone, TokenizerConfig tokenizer, BlockDecoderConfig blockDecoder)
    implements LanguageConfig {
  private static final String CLASS = "KeyeARConfig";
  private static final String MODEL_CLASS = "KeyeARModel";

  /**
   * Reads a {@code config.json} and logs what it skips.
   *
   * @throws ai.kelix.core.checkpoint.CheckpointException if it is missing, malformed, impossible or
   *     unsupported
   */
  public static ArConfig read(Path file) {
    return read(file, ConfigFile.TO_LOG);
  }

  /**
   * Reads a {@code config.json}.
   *
   * @param warnings told about each key that is skipped
   */
  public static ArConfig read(Path file, Consumer<String> warnings) {
    return from(ConfigFile.read(file, warnings));
  }

  /** Reads the text of a {@code config.json} and logs what it skips. */
  public static ArConfig parse(String json) {
    return from(ConfigFile.parse(json, ConfigFile.TO_LOG));
  }

  @Override
  public Set<Integer> ends() {
    return Set.of(backbone.eosId());
  }

  /** Writes a {@code config.json} that this class and the reference implementation read. */
  public void write(Path file) {
    ConfigFile.write(file, json());
  }

  /** Returns the text of the {@code config.json}. */
  public String toJson() {
    return json().toPrettyString();
  }

  private ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("__class__", CLASS).put("model_class", MODEL_CLASS);
    backbone.toJson(json.putObject("qwen_config"));
    tokenizer.toJson(json.putObject("tokenizer_config"));
    blockDecoder.toJson(json.putObject("token_decoder_config"));
    return json;
  }

  static ArConfig from(ConfigObject json) {
    json.requireLabel("__class__", CLASS);
    json.requireLabel("model_class", MODEL_CLASS);
    ConfigObject decoder = json.object("token_decoder_config");
    BackboneConfig backbone =
        BackboneConfig.from(
            json.object("qwen_config"), decoder.optionalInteger("eos_token", 0, Integer.MAX_VALUE));
    ArConfig config =
        new ArConfig(
            backbone,
            TokenizerConfig.from(json.object("tokenizer_config")),
            BlockDecoderConfig.from(decoder, backbone.width()));
    config.check(json);
    json.finish();
    return config;
  }

  /** The three parts repeat some sizes; a model whose parts disagree cannot run. */
  private void check(ConfigObject json) {
    agree(json, "codebook_size", tokenizer.codebookSize(), backbone.codebookSize());
    agree(json, "n_q_tokens", tokenizer.codesPerToken(), backbone.codesPerToken());
    agree(json, "input_dim", blockDecoder.inputWidth(), backbone.width());
    agree(json, "eos_token", blockDecoder.eosId(), backbone.endOfBlockId());
    int needed = backbone.blockWidth();
    if (blockDecoder.maxLength() < needed) {
      throw json.wrong(
          "token_decoder_config.max_length",
          "" + blockDecoder.maxLength(),
          "at least n_q_tokens + 1, " + needed);
    }
    if (blockDecoder.positionRows() < needed) {
      throw json.wrong(
          "token_decoder_config.max_pos_length",
          "" + blockDecoder.positionRows(),
          "at least n_q_tokens + 1, " + needed);
    }
  }

  private static void agree(ConfigObject json, String key, int found, int expected) {
    if (found != expected) {
      throw json.wrong(key, "" + found, expected + " as in qwen_config");
    }
  }
}
