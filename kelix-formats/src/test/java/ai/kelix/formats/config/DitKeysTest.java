package ai.kelix.formats.config;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.testkit.Fixtures;
import ai.kelix.tokenizer.KeyTable;
import ai.kelix.tokenizer.json.ConfigObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every key of the image decoder's {@code config.json}, native and diffusers' (kelix-dit §4). */
class DitKeysTest {
  private static final String TRAINING = "of training";
  private static final String REFERENCE = "the reference never reads it (kelix-dit §4.1)";

  @Test
  void everyNativeKeyActsIsRefusedOrCannotMatter() throws IOException {
    table(Fixtures.path("dit-micro-b"))
        .refused("__class__", "\"Other\"")
        .refused("model_class", "\"Other\"")
        .acts("input_size", "4")
        .acts("patch_size", "2")
        .acts("in_channels", "4")
        .acts("hidden_size", "32")
        .acts("depth", "2")
        .acts("num_heads", "4")
        .acts("mlp_ratio", "2.0")
        .acts("caption_channels", "20")
        .acts("model_max_length", "23")
        .acts("attn_type", "\"flash\"")
        .acts("linear_head_dim", "8")
        .acts("qk_norm", "false")
        .acts("cross_norm", "false")
        .acts("use_cross_attn_rope", "false")
        .acts("use_position_scale", "false")
        .acts("cross_attn_x_norm", "false")
        .acts("ffn_type", "\"mlp\"")
        .acts("mlp_acts", "[\"silu\", \"gelu\", null]")
        .acts("pred_sigma", "true")
        .acts("use_pe", "false")
        .acts("pe_interpolation", "1.0")
        .acts("y_norm", "false")
        .acts("norm_eps", "0.1")
        .acts("drop_path", "0.5")
        .acts("vae_downsample_rate", "8")
        .acts("use_connector", "false")
        .acts("connector_channels", "40")
        .idle("y_norm_scale_factor", "0.5", "the first value of a weight that is stored")
        .idle("class_dropout_prob", "0.5", TRAINING)
        .idle("cross_attn_type", "\"linear\"", REFERENCE)
        .idle("learn_sigma", "true", REFERENCE)
        .idle("vae_type", "\"Other\"", "information; the folder holds the autoencoder")
        .idle("vae_pretrained", "\"other\"", "information")
        .idle("text_encoder_name", "\"other\"", "information")
        .idle("y_embedding_init_method", "\"zeros\"", TRAINING)
        .idle("_class_name", "null", "names diffusers' layout, which has a table of its own")
        .check();
  }

  @Test
  void everyKeyOfDiffusersActsIsRefusedOrCannotMatter() throws IOException {
    table(Fixtures.path("dit-micro-a/qk-norm/diffusers"))
        .refused("_class_name", "\"FluxTransformer2DModel\"")
        .where("interpolation_scale", "1.0")
        .acts("sample_size", "5")
        .acts("patch_size", "2")
        .where("out_channels", KeyTable.ABSENT)
        .acts("in_channels", "3")
        .acts("out_channels", "8")
        .where("cross_attention_dim", KeyTable.ABSENT)
        .where("cross_attention_head_dim", KeyTable.ABSENT)
        .acts("num_attention_heads", "2")
        .where("cross_attention_dim", KeyTable.ABSENT)
        .where("cross_attention_head_dim", KeyTable.ABSENT)
        .acts("attention_head_dim", "4")
        .where("cross_attention_head_dim", KeyTable.ABSENT)
        .acts("num_cross_attention_heads", "4")
        .refused("cross_attention_dim", "16")
        .refused("cross_attention_head_dim", "8")
        .acts("num_layers", "1")
        .acts("mlp_ratio", "2.0")
        .acts("caption_channels", "10")
        .acts("qk_norm", "null")
        .acts("interpolation_scale", "0.5")
        .refused("attention_bias", "true")
        .refused("guidance_embeds", "true")
        .refused("norm_elementwise_affine", "true")
        .refused("timestep_scale", "0.5")
        .refused("norm_eps", "1e-05")
        .idle("guidance_embeds_scale", "0.5", "of guidance_embeds, which is refused")
        .idle("dropout", "0.5", TRAINING)
        .idle("_diffusers_version", "\"9\"", "who wrote it")
        .idle("_name_or_path", "\"x\"", "where it was")
        .check();
  }

  private static KeyTable table(Path folder) throws IOException {
    String sound = Files.readString(folder.resolve("config.json"));
    return new KeyTable(sound, (json, keys) -> read(folder, json, keys));
  }

  private static Object read(Path folder, String text, Set<String> keys) {
    ConfigObject json = KeyTable.open(text);
    DitConfig config;
    try {
      config = DitConfigReader.read(json);
    } finally {
      KeyTable.keys(json, "", keys);
    }
    try (Checkpoint weights = Checkpoint.openDiffusionTransformer(folder)) {
      // What the engine obeys besides: the side of pictures and the rows of conditions.
      return List.of(
          Computed.of(config, weights),
          config.inputSize(),
          config.downsampleRate(),
          config.conditionRows());
    }
  }
}
