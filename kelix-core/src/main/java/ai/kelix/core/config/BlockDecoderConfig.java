package ai.kelix.core.config;

import ai.kelix.tokenizer.json.ConfigObject;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * The block decoder, {@code token_decoder_config} (kelix-ar §2.4, §9).
 *
 * @param positionRows rows of the stored position table, of which the first N+1 are used
 * @param maxLength longest input sequence; N+1 gives N slot predictions
 * @param width inside the decoder ({@code d_model})
 * @param heads attention heads; divide the width
 * @param layers number of layers
 * @param feedForward width inside the gated MLP
 * @param inputWidth D, the backbone's width ({@code input_dim})
 * @param reduce whether linear layers lead in and out, with a residual around; if not, {@code
 *     width} is {@code inputWidth}
 * @param eosId the id that ends a block
 */
public record BlockDecoderConfig(
    int positionRows,
    int maxLength,
    int width,
    int heads,
    int layers,
    int feedForward,
    int inputWidth,
    boolean reduce,
    int eosId) {

  /** Returns the width of one attention head. */
  public int headDim() {
    return width / heads;
  }

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
    config.check(json);
    json.ignore("model_class", "vocab_size", "use_gradient_checkpointing", "attention_function");
    json.finish();
    return config;
  }

  private void check(ConfigObject json) {
    if (width % heads != 0) {
      throw json.wrong("nhead", "" + heads, "a divisor of d_model, " + width);
    }
    if (!reduce && width != inputWidth) {
      throw json.wrong(
          "d_model",
          "" + width,
          String.format(Locale.ROOT, "input_dim, %d, without reduce", inputWidth));
    }
  }

  ObjectNode toJson(ObjectNode json) {
    return json.put("model_class", "UnifiedTokenDecoder")
        .put("max_pos_length", positionRows)
        .put("max_length", maxLength)
        .put("d_model", width)
        .put("eos_token", eosId)
        .put("nhead", heads)
        .put("num_layers", layers)
        .put("dim_feedforward", feedForward)
        .put("input_dim", inputWidth)
        .put("reduce", reduce);
  }
}
