package ai.kelix.formats.config;

import ai.kelix.tokenizer.json.ConfigObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Positions as the hub's library describes them, in the spellings that it has had: {@code
 * rope_scaling} beside {@code rope_theta}, or {@code rope_parameters} with everything in it; the
 * kind as {@code type} or as {@code rope_type}. Only unstretched positions are computed.
 */
final class RopeConfig {
  private static final String DEFAULT = "default";

  /** What stretches positions; without one of these kinds they have no effect. */
  private static final String[] STRETCHING = {
    "factor",
    "original_max_position_embeddings",
    "attention_factor",
    "beta_fast",
    "beta_slow",
    "short_factor",
    "long_factor",
    "low_freq_factor",
    "high_freq_factor",
    "mscale",
    "mscale_all_dim",
    "truncate"
  };

  private RopeConfig() {}

  /**
   * Returns the base of the rotation.
   *
   * @throws ai.kelix.formats.checkpoint.ConfigurationException if positions are stretched or rotate
   *     part of a head
   */
  static double base(ConfigObject json) {
    requireWhole(json);
    double base = json.positive("rope_theta", 10000.0);
    for (String key : List.of("rope_scaling", "rope_parameters")) {
      if (json.has(key)) {
        base = base(json, key, base);
      }
    }
    return base;
  }

  private static double base(ConfigObject json, String rope, double top) {
    ConfigObject nested = json.object(rope);
    for (String layers : List.of("full_attention", "sliding_attention")) {
      if (nested.has(layers)) {
        throw nested.wrong(layers, "set", "one rotation for all layers");
      }
    }
    if (nested.has("mrope_section")) {
      throw nested.wrong("mrope_section", "set", "positions of one dimension, as text has");
    }
    requireWhole(nested);
    requireUnstretched(json, rope, nested);
    double base = nested.positive("rope_theta", top);
    nested.ignore(STRETCHING).finish();
    if (json.has("rope_theta") && base != top) {
      json.warn(
          String.format(
              Locale.ROOT, "rope_theta is %s, and %s where the rotation is described", top, base));
    }
    return base;
  }

  private static void requireUnstretched(ConfigObject json, String rope, ConfigObject nested) {
    for (String key : List.of("rope_type", "type")) {
      String kind = nested.text(key).orElse(DEFAULT);
      if (!kind.equals(DEFAULT)) {
        throw nested.wrong(key, kind, "default: stretched positions are not supported");
      }
    }
    boolean named = nested.has("rope_type") || nested.has("type");
    boolean stretches =
        rope.equals("rope_scaling") || Arrays.stream(STRETCHING).anyMatch(nested::has);
    if (!named && stretches) {
      throw json.wrong(rope, "set without a kind", "null, or the rope_type default");
    }
  }

  private static void requireWhole(ConfigObject json) {
    if (json.positive("partial_rotary_factor", 1.0) != 1) {
      throw json.wrong("partial_rotary_factor", "not 1", "1: whole heads are rotated");
    }
  }
}
