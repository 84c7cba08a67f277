package ai.kelix.formats.config;

import ai.kelix.model.layers.Activation;
import ai.kelix.model.tok.VisionConfig;
import ai.kelix.tokenizer.json.ConfigObject;
import java.util.Locale;

/** The keys of a vision tower, as Kelix and as the hub's library spell them (kelix-ar §2.3). */
final class TowerKeys {

  private TowerKeys() {}

  /** Reads a tower as the hub's library describes it, with the defaults of its classes. */
  static VisionConfig ofHub(ConfigObject json, int patchSize) {
    VisionConfig config =
        new VisionConfig(
            json.positive("image_size", 224),
            json.positive("patch_size", patchSize),
            json.positive("num_channels", 3),
            json.positive("hidden_size", 768),
            json.repeats("num_hidden_layers", 12),
            json.positive("num_attention_heads", 12),
            json.positive("intermediate_size", 3072),
            hubActivation(json),
            json.positive("layer_norm_eps", 1e-6),
            json.flag("use_qk_norm", false),
            json.positive("qk_norm_eps", 1e-6),
            json.positive("rope_theta", 10000.0));
    check(json, config);
    if (config.channels() != 3) {
      throw json.wrong("num_channels", "" + config.channels(), "3, the colours of an image");
    }
    return config;
  }

  /** Reads a tower as Kelix describes it. */
  static VisionConfig read(ConfigObject json) {
    VisionConfig config =
        new VisionConfig(
            json.positive("image_size", 384),
            json.positive("patch_size", 14),
            json.positive("num_channels", 3),
            json.positive("hidden_size", 1152),
            json.repeats("num_hidden_layers", 27),
            json.positive("num_attention_heads", 16),
            json.positive("intermediate_size", 4304),
            activation(json),
            json.positive("layer_norm_eps", 1e-6),
            json.flag("use_qk_norm", false),
            json.positive("qk_norm_eps", 1e-6),
            json.positive("rope_theta", 10000.0));
    check(json, config);
    json.ignore("model_class", "max_seq_len", "attention_dropout", "attention_function");
    json.ignore("output_attentions", "output_hidden_states", "has_learnable_position_embedding");
    json.finish();
    return config;
  }

  /** The hub's library knows more functions than there are here, and takes none for another. */
  private static Activation hubActivation(ConfigObject json) {
    String name = json.text("hidden_act").orElse("gelu_pytorch_tanh");
    return Activation.named(name)
        .filter(known -> known != Activation.RELU)
        .orElseThrow(() -> json.wrong("hidden_act", name, "gelu_pytorch_tanh, gelu or silu"));
  }

  private static Activation activation(ConfigObject json) {
    String name = json.text("hidden_act").orElse("silu");
    return Activation.named(name)
        .filter(known -> known != Activation.RELU)
        .orElseGet(
            () -> {
              // The reference maps every name that it does not know to this one.
              json.warn("hidden_act " + name + " is unknown and taken as gelu_pytorch_tanh");
              return Activation.GELU_TANH;
            });
  }

  private static void check(ConfigObject json, VisionConfig config) {
    if (config.patchSize() > config.imageSize()) {
      throw json.wrong(
          "patch_size", "" + config.patchSize(), "at most image_size, " + config.imageSize());
    }
    if (config.width() % config.heads() != 0 || config.headDim() % 4 != 0) {
      throw json.wrong(
          "num_attention_heads",
          "" + config.heads(),
          String.format(
              Locale.ROOT,
              "a divisor of hidden_size, %d, into heads of a multiple of 4",
              config.width()));
    }
    if (!json.flag("has_learnable_position_embedding", true)) {
      throw json.wrong("has_learnable_position_embedding", "false", "true");
    }
  }
}
