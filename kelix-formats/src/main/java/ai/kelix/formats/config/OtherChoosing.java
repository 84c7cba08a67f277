package ai.kelix.formats.config;

import ai.kelix.tokenizer.json.ConfigObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What other libraries' {@code generation_config.json} may ask for that Kelix does not do. Words
 * are chosen by the model's probabilities, temperature, top-k and top-p; whatever else would give
 * other words is refused by name unless its value changes nothing.
 */
final class OtherChoosing {
  private static final String ADVICE =
      "; words are chosen by temperature, top_k and top_p alone, take the key out of the file to do without";

  /** Numbers, and the value of each that changes nothing. */
  private static final Map<String, Double> NEUTRAL =
      new TreeMap<>(
          Map.of(
              "repetition_penalty", 1.0,
              "encoder_repetition_penalty", 1.0,
              "no_repeat_ngram_size", 0.0,
              "encoder_no_repeat_ngram_size", 0.0,
              "num_beams", 1.0,
              "num_beam_groups", 1.0,
              "min_length", 0.0,
              "min_new_tokens", 0.0,
              "guidance_scale", 1.0,
              "penalty_alpha", 0.0));

  /** The same for numbers that shape probabilities only where words are drawn by lot. */
  private static final Map<String, Double> NEUTRAL_IN_SAMPLING =
      new TreeMap<>(
          Map.of("min_p", 0.0, "typical_p", 1.0, "epsilon_cutoff", 0.0, "eta_cutoff", 0.0));

  /** Words that are forbidden, forced or preferred, and other searches. */
  private static final List<String> UNSUPPORTED =
      List.of(
          "bad_words_ids",
          "force_words_ids",
          "constraints",
          "suppress_tokens",
          "begin_suppress_tokens",
          "forced_bos_token_id",
          "forced_eos_token_id",
          "forced_decoder_ids",
          "sequence_bias",
          "exponential_decay_length_penalty",
          "watermarking_config",
          "stop_strings",
          "dola_layers");

  private static final List<String> LIMITS = List.of("max_length", "max_new_tokens", "max_time");

  private OtherChoosing() {}

  /** Returns the keys that have no effect unless words are drawn by lot. */
  static Stream<String> ofSampling() {
    return NEUTRAL_IN_SAMPLING.keySet().stream();
  }

  /**
   * Refuses what would give other words, reports limits, and passes over what cannot matter.
   *
   * @param samples whether words are drawn by lot
   */
  static void check(ConfigObject json, boolean samples) {
    NEUTRAL.forEach((key, neutral) -> require(json, key, neutral));
    if (samples) {
      NEUTRAL_IN_SAMPLING.forEach((key, neutral) -> require(json, key, neutral));
    }
    for (String key : UNSUPPORTED) {
      if (!json.isEmpty(key)) {
        throw json.wrong(key, "set", "null" + ADVICE);
      }
    }
    if (json.flag("token_healing", false)) {
      throw json.wrong("token_healing", "true", "false" + ADVICE);
    }
    List<String> limits = LIMITS.stream().filter(json::has).toList();
    if (!limits.isEmpty()) {
      json.warn(limits + " have no effect: the options of a call limit its answer");
    }
    ignoreTheRest(json);
  }

  private static void require(ConfigObject json, String key, double neutral) {
    double found = json.number(key, neutral);
    if (found != neutral) {
      throw json.wrong(key, "" + found, neutral + ADVICE);
    }
  }

  private static void ignoreTheRest(ConfigObject json) {
    // Of beams, of which there is one.
    json.ignore("length_penalty", "early_stopping", "diversity_penalty");
    // Probabilities are normalised anyway, and those that are no numbers end a call.
    json.ignore("renormalize_logits", "remove_invalid_values");
    // What a call in Python keeps and returns.
    json.ignore("num_return_sequences", "return_dict_in_generate", "output_attentions");
    json.ignore("output_hidden_states", "output_scores", "output_logits", "use_cache");
    json.ignore("cache_implementation", "cache_config", "return_legacy_cache");
    json.ignore("bos_token_id", "pad_token_id", "decoder_start_token_id");
    json.ignore("transformers_version", "_from_model_config");
  }
}
