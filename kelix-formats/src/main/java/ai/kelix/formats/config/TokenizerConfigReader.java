package ai.kelix.formats.config;

import ai.kelix.model.tok.TokenizerConfig;
import ai.kelix.model.tok.TokenizerConfig.Fusion;
import ai.kelix.tokenizer.json.ConfigObject;
import java.util.Locale;

/** Reads a {@link TokenizerConfig} (kelix-ar §2.2). */
final class TokenizerConfigReader {

  private TokenizerConfigReader() {}

  static TokenizerConfig from(ConfigObject json) {
    TokenizerConfig config =
        new TokenizerConfig(
            TowerKeys.read(json.object("vision_config")),
            json.positive("codebook_size", 8192),
            json.positive("embedding_dim", 128),
            json.positive("init_embedding_dim", 4096),
            json.positive("llm_hidden_size", 4096),
            json.repeats("n_q_tokens", 8),
            json.flag("split_dim", false),
            json.positive("split_voc", 1),
            json.flag("add_voc_reducer", false),
            json.flag("pre_llm_align", false),
            json.positive("output_dim", 1024),
            fusion(json));
    check(json, config);
    String sampling = json.text("vq_sampling_mode").orElse("argmin");
    if (!sampling.equals("argmin")) {
      throw json.wrong("vq_sampling_mode", sampling, "argmin: the nearest code is taken");
    }
    json.ignore("model_class", "vq_temperature", "vq_temperature_decay", "vq_min_temperature");
    json.finish();
    return config;
  }

  private static Fusion fusion(ConfigObject json) {
    String name = json.text("fusion_type").orElse("sum");
    for (Fusion fusion : Fusion.values()) {
      if (key(fusion).equals(name)) {
        return fusion;
      }
    }
    throw json.wrong("fusion_type", name, "sum or mean");
  }

  /** Returns the name in configuration files. */
  static String key(Fusion fusion) {
    return fusion.name().toLowerCase(Locale.ROOT);
  }

  private static void check(ConfigObject json, TokenizerConfig config) {
    if (config.visualCodes() % config.codebooks() != 0) {
      throw json.wrong("codebook_size", "" + config.visualCodes(), "a multiple of n_q_tokens");
    }
    if (config.splitVocabulary() != 1 && config.splitVocabulary() != config.codebooks()) {
      throw json.wrong(
          "split_voc", "" + config.splitVocabulary(), "1 or n_q_tokens, " + config.codebooks());
    }
    if (config.splitDim() && config.codeDim() % config.codebooks() != 0) {
      throw json.wrong(
          "embedding_dim", "" + config.codeDim(), "a multiple of n_q_tokens with split_dim");
    }
  }
}
