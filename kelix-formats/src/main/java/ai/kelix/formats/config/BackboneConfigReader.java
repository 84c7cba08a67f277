package ai.kelix.formats.config;

import ai.kelix.model.llm.BackboneConfig;
import ai.kelix.tokenizer.json.ConfigObject;
import java.util.OptionalInt;

/** Reads a {@link BackboneConfig}, {@code qwen_config} (kelix-ar §2.1). */
final class BackboneConfigReader {

  private BackboneConfigReader() {}

  static BackboneConfig from(ConfigObject json, OptionalInt decoderEos) {
    refuseUnsupported(json);
    BackboneConfig config =
        new BackboneConfig(
            json.positive("vocab_size", 151936),
            json.positive("embed_dim", 4096),
            json.repeats("num_layers", 32),
            json.positive("num_heads", 32),
            json.positive("num_kv_heads", 32),
            json.positive("head_dim", 128),
            json.flag("q_proj_bias", false),
            json.flag("k_proj_bias", false),
            json.flag("v_proj_bias", false),
            json.positive("intermediate_dim", 11008),
            json.positive("max_seq_len", 32768),
            json.positive("rope_base", 10000.0),
            json.positive("norm_eps", 1e-6),
            json.flag("q_norm", true),
            json.flag("k_norm", true),
            json.id("eos_token_id", 151645),
            json.id("image_token_id", BackboneConfig.NO_ID),
            json.id("q_eos_token", decoderEos.orElse(151681)),
            json.id("vision_start_token_id", 151652),
            json.id("vision_end_token_id", 151653),
            json.positive("codebook_size", 8192),
            json.repeats("n_q_tokens", 8));
    check(json, config);
    ignoreTheRest(json);
    return config;
  }

  /** Checks what was read from the configuration of a model of text alone. */
  static BackboneConfig ofText(ConfigObject json, BackboneConfig config) {
    if (config.heads() % config.keyValueHeads() != 0) {
      throw json.wrong(
          "num_attention_heads",
          "" + config.heads(),
          "a multiple of num_key_value_heads, " + config.keyValueHeads());
    }
    requireEvenHeads(json, config);
    return config;
  }

  private static void requireEvenHeads(ConfigObject json, BackboneConfig config) {
    if (config.headDim() % 2 != 0) {
      throw json.wrong("head_dim", "" + config.headDim(), "an even number");
    }
  }

  private static void refuseUnsupported(ConfigObject json) {
    if (json.flag("tie_word_embeddings", true)) {
      String found = json.has("tie_word_embeddings") ? "true" : "absent, which means true";
      throw json.wrong("tie_word_embeddings", found, "false: the LM head is a tensor of its own");
    }
    if (json.has("pre_embedding_size")) {
      throw json.wrong(
          "pre_embedding_size",
          "set",
          "null: the stage-1 variant (kelix-ar §7.4) is not supported");
    }
  }

  private static void ignoreTheRest(ConfigObject json) {
    json.ignore("model_class", "hidden_act", "attn_dropout", "attention_function");
    json.ignore("attention_bias", "rope_impl", "rope_theta", "rope_scaling");
    json.ignore("use_sliding_window", "sliding_window", "rms_norm_eps", "use_multimodal_rope");
    json.ignore("mrope_section", "pre_embedding_tokens", "pad_token_id", "skip_output_layer");
    json.ignore("output_last_hidden_states_only", "token_decoder_with_teacher_forcing");
    json.finish();
  }

  private static void check(ConfigObject json, BackboneConfig config) {
    if (config.heads() % config.keyValueHeads() != 0) {
      throw json.wrong(
          "num_heads",
          "" + config.heads(),
          "a multiple of num_kv_heads, " + config.keyValueHeads());
    }
    requireEvenHeads(json, config);
    if (config.visualCodes() % config.codebooks() != 0) {
      throw json.wrong(
          "codebook_size",
          "" + config.visualCodes(),
          "a multiple of n_q_tokens, " + config.codebooks());
    }
    if ((long) config.vocabSize() + config.visualCodes() > Integer.MAX_VALUE) {
      throw json.wrong(
          "vocab_size", "" + config.vocabSize(), "ids that fit 31 bits with the visual codes");
    }
    checkId(json, config, "eos_token_id", config.eosId());
    checkId(json, config, "image_token_id", config.imageId());
    checkId(json, config, "q_eos_token", config.endOfBlockId());
    checkId(json, config, "vision_start_token_id", config.visionStartId());
    checkId(json, config, "vision_end_token_id", config.visionEndId());
  }

  private static void checkId(ConfigObject json, BackboneConfig config, String key, int id) {
    if (id >= config.vocabSize()) {
      throw json.wrong(key, "" + id, "an id below vocab_size, " + config.vocabSize());
    }
  }
}
