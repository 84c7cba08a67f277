package ai.kelix.formats.config;

import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.BackboneConfig;
import ai.kelix.model.llm.BlockDecoderConfig;
import ai.kelix.model.tok.TokenizerConfig;
import ai.kelix.tokenizer.json.ConfigObject;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads an {@link ArConfig} (kelix-ar §2). Stateless. */
public final class ArConfigReader {
  static final String CLASS = "KeyeARConfig";
  static final String MODEL_CLASS = "KeyeARModel";

  private ArConfigReader() {}

  /**
   * Reads a {@code config.json} and logs what it skips.
   *
   * @throws ai.kelix.tensor.weights.CheckpointException if it is missing, malformed, impossible or
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

  static ArConfig from(ConfigObject json) {
    json.requireLabel("__class__", CLASS);
    json.requireLabel("model_class", MODEL_CLASS);
    ConfigObject decoder = json.object("token_decoder_config");
    BackboneConfig backbone =
        BackboneConfigReader.from(
            json.object("qwen_config"), decoder.optionalInteger("eos_token", 0, Integer.MAX_VALUE));
    ArConfig config =
        new ArConfig(
            backbone,
            TokenizerConfigReader.from(json.object("tokenizer_config")),
            BlockDecoderConfigReader.from(decoder, backbone.width()));
    check(json, config);
    json.finish();
    return config;
  }

  /** The three parts repeat some sizes; a model whose parts disagree cannot run. */
  private static void check(ConfigObject json, ArConfig config) {
    BackboneConfig backbone = config.backbone();
    TokenizerConfig tokenizer = config.tokenizer();
    BlockDecoderConfig blockDecoder = config.blockDecoder();
    agree(json, "codebook_size", tokenizer.visualCodes(), backbone.visualCodes());
    agree(json, "n_q_tokens", tokenizer.codebooks(), backbone.codebooks());
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
