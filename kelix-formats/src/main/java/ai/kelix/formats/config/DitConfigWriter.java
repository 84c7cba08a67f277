package ai.kelix.formats.config;

import ai.kelix.model.dit.DitConfig;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/** Writes a {@link DitConfig} in the released format (kelix-dit §4.1). Stateless. */
public final class DitConfigWriter {
  private DitConfigWriter() {}

  /** Writes a native {@code config.json} that the reference implementation reads too. */
  public static void write(DitConfig config, Path file) {
    ConfigFile.write(file, json(config));
  }

  /** Returns the text of the native {@code config.json}. */
  public static String toJson(DitConfig config) {
    return json(config).toPrettyString();
  }

  private static ObjectNode json(DitConfig config) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("__class__", DitConfigReader.CLASS)
        .put("model_class", DitConfigReader.MODEL_CLASS)
        .put("input_size", config.inputSize())
        .put("patch_size", config.patchSize())
        .put("in_channels", config.latentChannels())
        .put("hidden_size", config.width())
        .put("depth", config.blocks())
        .put("num_heads", config.crossHeads())
        .put("mlp_ratio", config.mlpRatio())
        .put("caption_channels", config.captionChannels())
        .put("model_max_length", config.conditionRows())
        .put("attn_type", DitConfigReader.ATTENTION.get(config.attention()))
        .put("linear_head_dim", config.linearHeadDim())
        .put("qk_norm", config.qkNorm())
        .put("cross_norm", config.crossNorm())
        .put("use_cross_attn_rope", config.crossRope())
        .put("use_position_scale", config.positionScale())
        .put("cross_attn_x_norm", config.crossQueryNorm())
        .put("ffn_type", DitConfigReader.FEED_FORWARD.get(config.feedForwardKind()))
        .put("pred_sigma", config.predictsSigma())
        .put("use_pe", config.positionTable())
        .put("pe_interpolation", config.positionInterpolation())
        .put("y_norm", config.captionNorm())
        .put("y_norm_scale_factor", config.captionNormScale())
        .put("norm_eps", config.normEps())
        .put("class_dropout_prob", config.classDropout())
        .put("drop_path", config.dropPath())
        .put("vae_downsample_rate", config.downsampleRate())
        .put("use_connector", config.hasConnector());
    ArrayNode activations = json.putArray("mlp_acts");
    config.activations().forEach(activation -> activations.add(activation.key()));
    if (config.hasConnector()) {
      // The reference writes null here without a connector and then refuses to read it back.
      json.put("connector_channels", config.connectorChannels());
    }
    return json;
  }
}
