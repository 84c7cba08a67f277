package ai.kelix.core.config;

import ai.kelix.tokenizer.json.ConfigObject;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The NaViT encoder (kelix-ar §2.3, §5).
 *
 * @param imageSize side in pixels that the position table was made for
 * @param patchSize side of a patch in pixels
 * @param channels of an image
 * @param width of the encoder ({@code hidden_size})
 * @param layers number of layers
 * @param heads attention heads; divide the width, into heads of a multiple of 4
 * @param intermediate width inside the MLP
 * @param activation inside the MLP
 * @param layerNormEps of the layers' norms and the final norm, not of the merger
 * @param qkNorm whether queries and keys are normalised, after the rotation
 * @param qkNormEps of that norm
 * @param ropeTheta base of the 2-D rotation
 */
public record VisionConfig(
    int imageSize,
    int patchSize,
    int channels,
    int width,
    int layers,
    int heads,
    int intermediate,
    Activation activation,
    double layerNormEps,
    boolean qkNorm,
    double qkNormEps,
    double ropeTheta) {

  /** Returns the side of the position table, {@code floor(imageSize / patchSize)}. */
  public int positionSide() {
    return imageSize / patchSize;
  }

  /** Returns the width of one attention head. */
  public int headDim() {
    return width / heads;
  }

  /**
   * Reads the vision tower from the {@code config.json} of a Kelix, Keye-VL or SigLIP.
   *
   * @throws ai.kelix.core.checkpoint.CheckpointException if it is missing, malformed, impossible or
   *     of another model
   */
  public static VisionConfig read(Path file) {
    return VisionConfigReader.read(file);
  }

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
    config.check(json);
    if (config.channels != 3) {
      throw json.wrong("num_channels", "" + config.channels, "3, the colours of an image");
    }
    return config;
  }

  static VisionConfig from(ConfigObject json) {
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
    config.check(json);
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

  private void check(ConfigObject json) {
    if (patchSize > imageSize) {
      throw json.wrong("patch_size", "" + patchSize, "at most image_size, " + imageSize);
    }
    if (width % heads != 0 || headDim() % 4 != 0) {
      throw json.wrong(
          "num_attention_heads",
          "" + heads,
          String.format(
              Locale.ROOT, "a divisor of hidden_size, %d, into heads of a multiple of 4", width));
    }
    if (!json.flag("has_learnable_position_embedding", true)) {
      throw json.wrong("has_learnable_position_embedding", "false", "true");
    }
  }

  ObjectNode toJson(ObjectNode json) {
    return json.put("model_class", "KeyeVL1_5VisionModel")
        .put("image_size", imageSize)
        .put("patch_size", patchSize)
        .put("num_channels", channels)
        .put("hidden_size", width)
        .put("num_hidden_layers", layers)
        .put("num_attention_heads", heads)
        .put("intermediate_size", intermediate)
        .put("hidden_act", activation.key())
        .put("layer_norm_eps", layerNormEps)
        .put("use_qk_norm", qkNorm)
        .put("qk_norm_eps", qkNormEps)
        .put("rope_theta", ropeTheta);
  }
}
