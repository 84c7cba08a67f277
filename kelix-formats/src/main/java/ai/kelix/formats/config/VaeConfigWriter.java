package ai.kelix.formats.config;

import ai.kelix.model.vae.VaeConfig;
import ai.kelix.model.vae.VaeConfig.Downsample;
import ai.kelix.model.vae.VaeConfig.Stage;
import ai.kelix.model.vae.VaeConfig.Upsample;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;

/** Writes a {@link VaeConfig} as diffusers does (kelix-dit §11.1). Stateless. */
public final class VaeConfigWriter {
  private VaeConfigWriter() {}

  /** Writes a {@code config.json} that diffusers reads too. */
  public static void write(VaeConfig config, Path file) {
    ConfigFile.write(file, json(config));
  }

  /** Returns the text of the {@code config.json}. */
  public static String toJson(VaeConfig config) {
    return json(config).toPrettyString();
  }

  private static ObjectNode json(VaeConfig config) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("_class_name", VaeConfigReader.CLASS)
        .put("in_channels", config.imageChannels())
        .put("latent_channels", config.latentChannels())
        .put("attention_head_dim", config.headDim())
        .put(
            "downsample_block_type",
            config.downsample() == Downsample.CONVOLUTION ? "conv" : "pixel_unshuffle")
        .put(
            "upsample_block_type",
            config.upsample() == Upsample.INTERPOLATE ? "interpolate" : "pixel_shuffle")
        .put("scaling_factor", config.scalingFactor())
        .put("encoder_out_shortcut", config.encoderOutShortcut())
        .put("decoder_in_shortcut", config.decoderInShortcut())
        .put("decoder_conv_act_fn", config.decoderOutActivation().key());
    stages(json, "encoder", config.encoder());
    stages(json, "decoder", config.decoder());
    ArrayNode norms = json.putArray("decoder_norm_types");
    ArrayNode activations = json.putArray("decoder_act_fns");
    for (Stage stage : config.decoder()) {
      norms.add(stage.norm().key());
      activations.add(stage.activation().key());
    }
    return json;
  }

  private static void stages(ObjectNode json, String side, List<Stage> stages) {
    ArrayNode types = json.putArray(side + "_block_types");
    ArrayNode widths = json.putArray(side + "_block_out_channels");
    ArrayNode layers = json.putArray(side + "_layers_per_block");
    ArrayNode scales = json.putArray(side + "_qkv_multiscales");
    for (Stage stage : stages) {
      types.add(stage.type().key());
      widths.add(stage.width());
      layers.add(stage.layers());
      ArrayNode kernels = scales.addArray();
      stage.scales().forEach(kernels::add);
    }
  }
}
