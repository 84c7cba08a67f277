package ai.kelix.formats.config;

import ai.kelix.model.llm.BackboneConfig;
import ai.kelix.model.llm.TextConfig;
import ai.kelix.tokenizer.json.ConfigObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads a {@link TextConfig} as Hugging Face lays out Qwen3. Stateless. */
public final class TextConfigReader {
  static final String MODEL_TYPE = "qwen3";

  /** What chat models end with says this file, if it is there; the configuration names only one. */
  private static final String GENERATION = "generation_config.json";

  private TextConfigReader() {}

  /**
   * Reads a {@code config.json} and the {@code generation_config.json} beside it, and logs what it
   * skips.
   *
   * @throws ai.kelix.tensor.weights.CheckpointException if it is missing, malformed, impossible or
   *     of another model than Qwen3
   */
  public static TextConfig read(Path file) {
    return from(ConfigFile.read(file, ConfigFile.TO_LOG), generation(file), true);
  }

  /**
   * Reads what can be said of a model without computing with it: quantised weights are none that
   * Kelix computes with, but their shapes and types can be shown.
   *
   * @throws ai.kelix.tensor.weights.CheckpointException as {@link #read}
   */
  public static TextConfig describe(Path file) {
    return from(ConfigFile.read(file, ConfigFile.TO_LOG), generation(file), false);
  }

  private static Optional<ConfigObject> generation(Path file) {
    Path beside = file.resolveSibling(GENERATION);
    // Whatever else it says is reported by those who read it for that.
    return Files.isRegularFile(beside)
        ? Optional.of(ConfigFile.read(beside, warning -> {}))
        : Optional.empty();
  }

  static TextConfig from(ConfigObject json, Optional<ConfigObject> generation, boolean computes) {
    if (json.has("quantization_config")) {
      String advice =
          "null: quantised weights can be shown, not computed with; take the unquantised model";
      if (computes) {
        throw json.wrong("quantization_config", "set", advice);
      }
      json.warn("quantization_config is set, expected " + advice);
    }
    String type = json.text("model_type").orElse("absent");
    if (!type.equals(MODEL_TYPE)) {
      throw json.wrong(
          "model_type", type, MODEL_TYPE + ", or the configuration of a Kelix (KeyeARConfig)");
    }
    refuseOtherNetworks(json);
    Set<Integer> ends = new TreeSet<>(ends(json));
    generation.ifPresent(file -> ends.addAll(ends(file)));
    if (ends.isEmpty()) {
      ends.add(151645);
    }
    boolean tied = json.flag("tie_word_embeddings", false);
    BackboneConfig backbone = backbone(json, ends.iterator().next());
    for (int end : ends) {
      if (end >= backbone.vocabSize()) {
        throw json.wrong(
            "eos_token_id", "" + end, "an id below vocab_size, " + backbone.vocabSize());
      }
    }
    ignoreTheRest(json);
    return new TextConfig(backbone, ends, tied);
  }

  static List<Integer> ends(ConfigObject json) {
    if (json.isList("eos_token_id")) {
      return json.integers("eos_token_id", 0).orElseThrow();
    }
    return json.optionalInteger("eos_token_id", 0, Integer.MAX_VALUE).stream().boxed().toList();
  }

  private static BackboneConfig backbone(ConfigObject json, int end) {
    return BackboneConfigReader.ofText(
        json,
        new BackboneConfig(
            json.positive("vocab_size", 151936),
            json.positive("hidden_size", 4096),
            json.repeats("num_hidden_layers", 32),
            json.positive("num_attention_heads", 32),
            json.positive("num_key_value_heads", 32),
            json.positive("head_dim", 128),
            false,
            false,
            false,
            json.positive("intermediate_size", 22016),
            json.positive("max_position_embeddings", 32768),
            RopeConfig.base(json),
            json.positive("rms_norm_eps", 1e-6),
            true,
            true,
            end,
            BackboneConfig.NO_ID,
            BackboneConfig.NO_ID,
            BackboneConfig.NO_ID,
            BackboneConfig.NO_ID,
            0,
            0));
  }

  private static void refuseOtherNetworks(ConfigObject json) {
    if (json.flag("attention_bias", false)) {
      throw json.wrong("attention_bias", "true", "false, as in Qwen3");
    }
    if (json.flag("use_sliding_window", false)) {
      throw json.wrong("use_sliding_window", "true", "false: attention sees all positions");
    }
    String activation = json.text("hidden_act").orElse("silu");
    if (!activation.equals("silu")) {
      throw json.wrong("hidden_act", activation, "silu");
    }
    json.texts("layer_types")
        .ifPresent(
            types -> {
              if (!types.stream().allMatch("full_attention"::equals)) {
                throw json.wrong("layer_types", types.toString(), "full_attention everywhere");
              }
            });
  }

  private static void ignoreTheRest(ConfigObject json) {
    json.ignore("architectures", "attention_dropout", "bos_token_id", "pad_token_id");
    json.ignore("initializer_range", "max_window_layers", "sliding_window", "torch_dtype", "dtype");
    json.ignore("transformers_version", "use_cache", "_name_or_path");
    json.finish();
  }
}
