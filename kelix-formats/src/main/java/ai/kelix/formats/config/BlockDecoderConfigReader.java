package ai.kelix.formats.config;

import ai.kelix.model.llm.BlockDecoderConfig;
import ai.kelix.tokenizer.json.ConfigObject;
import java.util.Locale;

/** Reads a {@link BlockDecoderConfig}, {@code token_decoder_config} (kelix-ar §2.4). */
final class BlockDecoderConfigReader {

  private BlockDecoderConfigReader() {}

  static BlockDecoderConfig from(ConfigObject json, int backboneWidth) {
    BlockDecoderConfig config =
        new BlockDecoderConfig(
            json.positive("max_pos_length", 65537),
            json.positive("max_length", 9),
            json.positive("d_model", 512),
            json.positive("nhead", 4),
            json.repeats("num_layers", 1),
            json.positive("dim_feedforward", 1024),
            json.positive("input_dim", backboneWidth),
            json.flag("reduce", true),
            json.id("eos_token", 151681));
    check(json, config);
    json.ignore("model_class", "vocab_size", "use_gradient_checkpointing", "attention_function");
    json.finish();
    return config;
  }

  private static void check(ConfigObject json, BlockDecoderConfig config) {
    if (config.width() % config.heads() != 0) {
      throw json.wrong("nhead", "" + config.heads(), "a divisor of d_model, " + config.width());
    }
    if (!config.reduce() && config.width() != config.inputWidth()) {
      throw json.wrong(
          "d_model",
          "" + config.width(),
          String.format(Locale.ROOT, "input_dim, %d, without reduce", config.inputWidth()));
    }
  }
}
