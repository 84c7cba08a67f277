package ai.kelix.core.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A language model of text alone, as Hugging Face lays out Qwen3: the same transformer, whose
 * blocks hold one id each and need no block decoder.
 *
 * @param backbone the transformer, with no visual codes and no ids that images need
 * @param ends the ids of which any ends a turn
 * @param tied whether the LM head is the embedding table
 */
public record TextConfig(BackboneConfig backbone, Set<Integer> ends, boolean tied)
    implements LanguageConfig {
  static final String MODEL_TYPE = "qwen3";

  /** What chat models end with says this file, if it is there; the configuration names only one. */
  private static final String GENERATION = "generation_config.json";

  /** Copies the set. */
  public TextConfig {
    ends = Set.copyOf(ends);
  }

  /**
   * Reads a {@code config.json} and the {@code generation_config.json} beside it, and logs what it
   * skips.
   *
   * @throws ai.kelix.core.checkpoint.CheckpointException if it is missing, malformed, impossible or
   *     of another model than Qwen3
   */
  public static TextConfig read(Path file) {
    ConfigObject json = ConfigFile.read(file, ConfigFile.TO_LOG);
    String type = json.text("model_type").orElse("absent");
    if (!type.equals(MODEL_TYPE)) {
      throw json.wrong(
          "model_type", type, MODEL_TYPE + ", or the configuration of a Kelix (KeyeARConfig)");
    }
    refuseOtherNetworks(json);
    Set<Integer> ends = new TreeSet<>(ends(json));
    Path generation = file.resolveSibling(GENERATION);
    if (Files.isRegularFile(generation)) {
      Consumer<String> quiet = warning -> {};
      ends.addAll(ends(ConfigFile.read(generation, quiet)));
    }
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

  private static List<Integer> ends(ConfigObject json) {
    if (json.isList("eos_token_id")) {
      return json.integers("eos_token_id", 0).orElseThrow();
    }
    return json.optionalInteger("eos_token_id", 0, Integer.MAX_VALUE).stream().boxed().toList();
  }

  private static BackboneConfig backbone(ConfigObject json, int end) {
    return BackboneConfig.ofText(
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
            ropeBase(json),
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

  /** Newer files nest what older ones have at the top. */
  private static double ropeBase(ConfigObject json) {
    ConfigObject nested = json.object("rope_parameters");
    String type = nested.text("rope_type").orElse("default");
    if (!type.equals("default") || json.has("rope_scaling")) {
      String found = json.has("rope_scaling") ? "set" : type;
      throw json.wrong("rope_scaling", found, "null: stretched positions are not supported");
    }
    return nested.positive("rope_theta", json.positive("rope_theta", 10000.0));
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
    if (json.has("quantization_config")) {
      throw json.wrong("quantization_config", "set", "null: take the unquantised model");
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
