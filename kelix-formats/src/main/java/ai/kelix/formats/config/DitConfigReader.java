package ai.kelix.formats.config;

import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.dit.DitConfig.Attention;
import ai.kelix.model.dit.DitConfig.FeedForward;
import ai.kelix.model.layers.Activation;
import ai.kelix.tokenizer.json.ConfigObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link DitConfig} from the native format (kelix-dit §4.1) or from diffusers' (§4.3).
 * Stateless.
 */
public final class DitConfigReader {
  static final String CLASS = "SanaConfig";
  static final String MODEL_CLASS = "SanaModel";
  static final Map<Attention, String> ATTENTION =
      Map.of(Attention.LINEAR, "linear", Attention.SOFTMAX, "flash");
  static final Map<FeedForward, String> FEED_FORWARD =
      Map.of(FeedForward.GATED_CONVOLUTION, "glumbconv", FeedForward.MLP, "mlp");
  private static final List<Activation> DEFAULT_ACTIVATIONS =
      List.of(Activation.SILU, Activation.SILU, Activation.NONE);

  private DitConfigReader() {}

  /**
   * Reads a {@code config.json}, native or diffusers' {@code SanaTransformer2DModel} (§4.3), and
   * logs what it skips.
   *
   * @throws ai.kelix.tensor.weights.CheckpointException if it is missing, malformed, impossible or
   *     unsupported
   */
  public static DitConfig read(Path file) {
    return read(file, ConfigFile.TO_LOG);
  }

  /**
   * Reads a {@code config.json} of either kind.
   *
   * @param warnings told about each key that is skipped
   */
  public static DitConfig read(Path file, Consumer<String> warnings) {
    return read(ConfigFile.read(file, warnings));
  }

  /** Reads the text of a {@code config.json} of either kind and logs what it skips. */
  public static DitConfig parse(String json) {
    return read(ConfigFile.parse(json, ConfigFile.TO_LOG));
  }

  static DitConfig read(ConfigObject json) {
    DitConfig config = json.has("_class_name") ? DiffusersDit.read(json) : readNative(json);
    check(config, json);
    json.finish();
    return config;
  }

  private static DitConfig readNative(ConfigObject json) {
    json.requireLabel("__class__", CLASS);
    json.requireLabel("model_class", MODEL_CLASS);
    json.ignore("cross_attn_type", "learn_sigma", "vae_type", "vae_pretrained");
    json.ignore("text_encoder_name", "y_embedding_init_method");
    return new DitConfig(
        json.positive("input_size", 32),
        json.positive("patch_size", 1),
        json.positive("in_channels", 32),
        json.positive("hidden_size", 2240),
        json.repeats("depth", 20),
        json.positive("num_heads", 20),
        json.positive("linear_head_dim", 32),
        json.positive("mlp_ratio", 2.5),
        json.positive("caption_channels", 2304),
        json.positive("model_max_length", 300),
        choice(json, "attn_type", ATTENTION, Attention.LINEAR),
        choice(json, "ffn_type", FEED_FORWARD, FeedForward.GATED_CONVOLUTION),
        activations(json),
        json.flag("qk_norm", false),
        json.flag("cross_norm", false),
        json.flag("use_cross_attn_rope", false),
        json.flag("use_position_scale", false),
        json.flag("cross_attn_x_norm", false),
        json.flag("pred_sigma", false),
        json.flag("use_pe", false),
        json.positive("pe_interpolation", 1.0),
        json.flag("y_norm", true),
        json.positive("y_norm_scale_factor", 0.01),
        json.positive("norm_eps", 1e-5),
        json.probability("class_dropout_prob", 0.1),
        json.probability("drop_path", 0.0),
        json.positive("vae_downsample_rate", 32),
        connectorChannels(json));
  }

  private static int connectorChannels(ConfigObject json) {
    int channels = json.optionalInteger("connector_channels", 1, Integer.MAX_VALUE).orElse(0);
    if (!json.flag("use_connector", false)) {
      return 0;
    }
    if (channels == 0) {
      throw json.wrong("connector_channels", "absent", "a positive integer with use_connector");
    }
    return channels;
  }

  private static <E> E choice(ConfigObject json, String key, Map<E, String> names, E fallback) {
    Optional<String> name = json.text(key);
    if (name.isEmpty()) {
      return fallback;
    }
    return names.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name.get()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> json.wrong(key, name.get(), "one of " + names.values()));
  }

  private static List<Activation> activations(ConfigObject json) {
    Optional<List<@Nullable String>> names = json.texts("mlp_acts");
    if (names.isEmpty()) {
      return DEFAULT_ACTIVATIONS;
    }
    List<Activation> activations = new ArrayList<>();
    for (String name : names.get()) {
      activations.add(
          Activation.named(name)
              .filter(known -> known != Activation.GELU_TANH)
              .orElseThrow(() -> json.wrong("mlp_acts", "" + name, "silu, gelu, relu or null")));
    }
    if (activations.size() != 3) {
      throw json.wrong("mlp_acts", names.get().toString(), "a list of three");
    }
    return activations;
  }

  private static void check(DitConfig config, ConfigObject json) {
    divides(json, "num_heads", config.crossHeads(), config.width());
    if (config.attention() == Attention.LINEAR) {
      divides(json, "linear_head_dim", config.linearHeadDim(), config.width());
    }
    double feedForward = config.width() * config.mlpRatio();
    if (feedForward < 1 || feedForward > Integer.MAX_VALUE / 2.0) {
      throw json.wrong("mlp_ratio", "" + config.mlpRatio(), "a ratio with a usable FFN width");
    }
    if (config.crossRope() && config.crossHeadDim() % 4 != 0) {
      throw json.wrong(
          "num_heads", "" + config.crossHeads(), "heads of a multiple of 4 for the rotation");
    }
    if (config.positionTable() && config.width() % 4 != 0) {
      throw json.wrong("hidden_size", "" + config.width(), "a multiple of 4 with use_pe");
    }
    if (config.patchSize() > config.inputSize()) {
      throw json.wrong("patch_size", "" + config.patchSize(), "at most input_size");
    }
  }

  private static void divides(ConfigObject json, String key, int divisor, int width) {
    if (width % divisor != 0) {
      throw json.wrong(key, "" + divisor, "a divisor of the width, " + width);
    }
  }
}
