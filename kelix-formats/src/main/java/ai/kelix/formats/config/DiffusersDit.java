package ai.kelix.formats.config;

import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.dit.DitConfig.Attention;
import ai.kelix.model.dit.DitConfig.FeedForward;
import ai.kelix.model.layers.Activation;
import ai.kelix.tokenizer.json.ConfigObject;
import java.util.List;
import java.util.Locale;

/**
 * Reads diffusers' {@code SanaTransformer2DModel} as a {@link DitConfig} (kelix-dit §4.3).
 *
 * <p>Such a model has no connector and no null condition; what it lacks takes the native default.
 */
final class DiffusersDit {
  private static final String CLASS = "SanaTransformer2DModel";
  private static final String ACROSS_HEADS = "rms_norm_across_heads";

  /** What diffusers' network uses whatever its file says; {@code norm_eps} there is for others. */
  private static final double CAPTION_NORM_EPS = 1e-5;

  /** Of the norms of blocks, which {@code norm_eps} is for there; natively it is fixed (§7.1). */
  private static final double BLOCK_NORM_EPS = 1e-6;

  private DiffusersDit() {}

  static DitConfig read(ConfigObject json) {
    json.requireLabel("_class_name", CLASS);
    json.ignore("_diffusers_version", "_name_or_path", "dropout");
    json.ignore("guidance_embeds_scale");
    refuseOtherNetworks(json);
    int heads = json.positive("num_attention_heads", 70);
    int headDim = json.positive("attention_head_dim", 32);
    long width = (long) heads * headDim;
    if (width > Integer.MAX_VALUE) {
      throw json.wrong("num_attention_heads", "" + heads, "a width that fits 31 bits");
    }
    int crossHeads = json.positive("num_cross_attention_heads", 20);
    requireInteger(json, "cross_attention_dim", width);
    requireInteger(json, "cross_attention_head_dim", width / crossHeads);
    boolean norms = norms(json);
    int channels = json.positive("in_channels", 32);
    return new DitConfig(
        json.positive("sample_size", 32),
        json.positive("patch_size", 1),
        channels,
        (int) width,
        json.repeats("num_layers", 20),
        crossHeads,
        headDim,
        json.positive("mlp_ratio", 2.5),
        json.positive("caption_channels", 2304),
        300,
        Attention.LINEAR,
        FeedForward.GATED_CONVOLUTION,
        List.of(Activation.SILU, Activation.SILU, Activation.NONE),
        norms,
        norms,
        false,
        false,
        false,
        predictsSigma(json, channels),
        json.has("interpolation_scale"),
        json.positive("interpolation_scale", 1.0),
        true,
        0.01,
        CAPTION_NORM_EPS,
        0.1,
        0.0,
        32,
        0);
  }

  private static void refuseOtherNetworks(ConfigObject json) {
    for (String key : List.of("attention_bias", "guidance_embeds", "norm_elementwise_affine")) {
      if (json.flag(key, false)) {
        throw json.wrong(key, "true", "false, for which Kelix-DiT has layers");
      }
    }
    requireNumber(json, "timestep_scale", 1.0);
    requireNumber(json, "norm_eps", BLOCK_NORM_EPS);
  }

  private static void requireNumber(ConfigObject json, String key, double expected) {
    double found = json.positive(key, expected);
    if (found != expected) {
      throw json.wrong(key, "" + found, "" + expected);
    }
  }

  private static void requireInteger(ConfigObject json, String key, long expected) {
    int found = json.positive(key, (int) expected);
    if (found != expected) {
      throw json.wrong(key, "" + found, "" + expected);
    }
  }

  private static boolean norms(ConfigObject json) {
    String name = json.text("qk_norm").orElse(ACROSS_HEADS);
    if (json.has("qk_norm") && !name.equals(ACROSS_HEADS)) {
      throw json.wrong("qk_norm", name, ACROSS_HEADS + " or null");
    }
    return json.has("qk_norm");
  }

  private static boolean predictsSigma(ConfigObject json, int channels) {
    int outputs = json.positive("out_channels", channels);
    if (outputs != channels && outputs != 2L * channels) {
      throw json.wrong(
          "out_channels",
          "" + outputs,
          String.format(Locale.ROOT, "in_channels, %d, or twice that", channels));
    }
    return outputs != channels;
  }
}
