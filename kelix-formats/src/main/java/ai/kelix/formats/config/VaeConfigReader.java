package ai.kelix.formats.config;

import ai.kelix.model.layers.Activation;
import ai.kelix.model.vae.VaeConfig;
import ai.kelix.model.vae.VaeConfig.BlockType;
import ai.kelix.model.vae.VaeConfig.Downsample;
import ai.kelix.model.vae.VaeConfig.Norm;
import ai.kelix.model.vae.VaeConfig.Stage;
import ai.kelix.model.vae.VaeConfig.Upsample;
import ai.kelix.tokenizer.json.ConfigObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link VaeConfig}; one string where a list is expected stands for all stages. Stateless.
 */
public final class VaeConfigReader {
  static final String CLASS = "AutoencoderDC";

  /** Side of an image over side of a latent is 2 to this power at most. */
  private static final int MAX_STAGES = 12;

  private static final List<Integer> WIDTHS = List.of(128, 256, 512, 512, 1024, 1024);
  private static final List<Integer> ENCODER_LAYERS = List.of(2, 2, 2, 3, 3, 3);
  private static final List<Integer> DECODER_LAYERS = List.of(3, 3, 3, 3, 3, 3);
  private static final List<List<Integer>> SCALES =
      List.of(List.of(), List.of(), List.of(), List.of(5), List.of(5), List.of(5));

  private VaeConfigReader() {}

  /**
   * Reads a {@code config.json} and logs what it skips.
   *
   * @throws ai.kelix.tensor.weights.CheckpointException if it is missing, malformed, impossible or
   *     unsupported
   */
  public static VaeConfig read(Path file) {
    return read(file, ConfigFile.TO_LOG);
  }

  /**
   * Reads a {@code config.json}.
   *
   * @param warnings told about each key that is skipped
   */
  public static VaeConfig read(Path file, Consumer<String> warnings) {
    return read(ConfigFile.read(file, warnings));
  }

  /** Reads the text of a {@code config.json} and logs what it skips. */
  public static VaeConfig parse(String json) {
    return read(ConfigFile.parse(json, ConfigFile.TO_LOG));
  }

  static VaeConfig read(ConfigObject json) {
    json.requireLabel("_class_name", CLASS);
    json.ignore("_diffusers_version", "_name_or_path");
    VaeConfig config =
        new VaeConfig(
            json.positive("in_channels", 3),
            json.positive("latent_channels", 32),
            json.positive("attention_head_dim", 32),
            stages(json, "encoder", ENCODER_LAYERS, false),
            stages(json, "decoder", DECODER_LAYERS, true),
            downsample(json),
            upsample(json),
            json.positive("scaling_factor", 1.0),
            json.flag("encoder_out_shortcut", true),
            json.flag("decoder_in_shortcut", true),
            activation(
                json, "decoder_conv_act_fn", json.text("decoder_conv_act_fn").orElse("relu")));
    VaeConfigCheck.check(config, json);
    json.finish();
    return config;
  }

  private static Downsample downsample(ConfigObject json) {
    String name = json.text("downsample_block_type").orElse("pixel_unshuffle");
    return name.equals("pixel_unshuffle") ? Downsample.PIXEL_UNSHUFFLE : Downsample.CONVOLUTION;
  }

  private static Upsample upsample(ConfigObject json) {
    String name = json.text("upsample_block_type").orElse("pixel_shuffle");
    if (name.equals("interpolate")) {
      return Upsample.INTERPOLATE;
    }
    if (name.equals("pixel_shuffle")) {
      return Upsample.PIXEL_SHUFFLE;
    }
    throw json.wrong("upsample_block_type", name, "interpolate or pixel_shuffle");
  }

  private static List<Stage> stages(
      ConfigObject json, String side, List<Integer> defaultLayers, boolean configurable) {
    List<Integer> widths = json.integers(side + "_block_out_channels", 1).orElse(WIDTHS);
    int count = widths.size();
    if (count < 1 || count > MAX_STAGES) {
      throw json.wrong(
          side + "_block_out_channels", count + " stages", "1 to " + MAX_STAGES + " stages");
    }
    List<Integer> layers =
        sized(
            json,
            side + "_layers_per_block",
            json.integers(side + "_layers_per_block", 0).orElse(defaultLayers),
            count);
    List<List<Integer>> scales =
        sized(
            json,
            side + "_qkv_multiscales",
            json.integerLists(side + "_qkv_multiscales", 1).orElse(SCALES),
            count);
    List<@Nullable String> types = texts(json, side + "_block_types", "ResBlock", count);
    // Only the decoder's norms and activations can be configured.
    List<@Nullable String> norms =
        configurable
            ? texts(json, "decoder_norm_types", "rms_norm", count)
            : all("rms_norm", count);
    List<@Nullable String> acts =
        configurable ? texts(json, "decoder_act_fns", "silu", count) : all("silu", count);
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      stages.add(
          new Stage(
              type(json, side + "_block_types", types.get(i)),
              widths.get(i),
              layers.get(i),
              scales.get(i),
              norm(json, norms.get(i)),
              activation(json, "decoder_act_fns", acts.get(i))));
    }
    return stages;
  }

  private static List<@Nullable String> texts(
      ConfigObject json, String key, String fallback, int count) {
    if (!json.isList(key)) {
      return all(json.text(key).orElse(fallback), count);
    }
    List<@Nullable String> values = json.texts(key).orElseThrow();
    return sized(json, key, values, count);
  }

  private static List<@Nullable String> all(String value, int count) {
    return Collections.nCopies(count, value);
  }

  private static <E extends @Nullable Object> List<E> sized(
      ConfigObject json, String key, List<E> values, int count) {
    if (values.size() != count) {
      throw json.wrong(key, values.size() + " entries", count + ", one for each stage");
    }
    return values;
  }

  private static BlockType type(ConfigObject json, String key, @Nullable String name) {
    for (BlockType type : BlockType.values()) {
      if (type.key().equals(name)) {
        return type;
      }
    }
    throw json.wrong(key, "" + name, "ResBlock or EfficientViTBlock");
  }

  private static Norm norm(ConfigObject json, @Nullable String name) {
    for (Norm norm : Norm.values()) {
      if (norm.key().equals(name)) {
        return norm;
      }
    }
    throw json.wrong("decoder_norm_types", "" + name, "rms_norm or batch_norm");
  }

  private static Activation activation(ConfigObject json, String key, @Nullable String name) {
    Optional<Activation> known =
        Activation.named(name)
            .filter(
                activation ->
                    activation == Activation.SILU
                        || activation == Activation.RELU
                        || activation == Activation.GELU);
    return known.orElseThrow(() -> json.wrong(key, "" + name, "silu, relu or gelu"));
  }
}
