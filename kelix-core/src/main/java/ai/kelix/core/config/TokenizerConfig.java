package ai.kelix.core.config;

import ai.kelix.tokenizer.json.ConfigObject;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * Kelix-Tok: encoder, projector and product quantiser (kelix-ar §2.2, §6).
 *
 * @param vision the encoder
 * @param codebookSize S, visual codes over all subspaces; a multiple of {@code codesPerToken}
 * @param codeDim {@code embedding_dim}; see {@link #subspaceDim()}
 * @param rawCodeDim width of a stored code vector ({@code init_embedding_dim})
 * @param projectorWidth width of the projector's output ({@code llm_hidden_size}); not the
 *     backbone's width
 * @param codesPerToken N, subspaces, which is codes per visual token
 * @param splitDim whether {@code codeDim} is shared out among the subspaces
 * @param splitVocabulary slices of the code table: N, or 1 when every subspace searches all of it
 * @param vocabularyReducer whether a learned matrix mixes the table ({@code voc_reducer})
 * @param preLlmAlign whether a square linear layer follows the projector
 * @param outputDim width of the tokenizer's own embedding (§6.5)
 * @param fusion how the embeddings of a token's codes are combined there
 */
public record TokenizerConfig(
    VisionConfig vision,
    int codebookSize,
    int codeDim,
    int rawCodeDim,
    int projectorWidth,
    int codesPerToken,
    boolean splitDim,
    int splitVocabulary,
    boolean vocabularyReducer,
    boolean preLlmAlign,
    int outputDim,
    Fusion fusion) {

  /** How several embeddings become one. */
  public enum Fusion {
    /** Their sum. */
    SUM,
    /** Their mean. */
    MEAN;

    private String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the width of one subspace: of a feature slice and of an effective code. */
  public int subspaceDim() {
    return splitDim ? codeDim / codesPerToken : codeDim;
  }

  /** Returns the outputs of the quantiser's input projection, {@code N · subspaceDim()}. */
  public int quantizerWidth() {
    return codesPerToken * subspaceDim();
  }

  /** Returns K, the codes that one subspace searches: {@code S / splitVocabulary}. */
  public int codesPerSubspace() {
    return codebookSize / splitVocabulary;
  }

  static TokenizerConfig from(ConfigObject json) {
    TokenizerConfig config =
        new TokenizerConfig(
            VisionConfig.from(json.object("vision_config")),
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
    config.check(json);
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
      if (fusion.key().equals(name)) {
        return fusion;
      }
    }
    throw json.wrong("fusion_type", name, "sum or mean");
  }

  private void check(ConfigObject json) {
    if (codebookSize % codesPerToken != 0) {
      throw json.wrong("codebook_size", "" + codebookSize, "a multiple of n_q_tokens");
    }
    if (splitVocabulary != 1 && splitVocabulary != codesPerToken) {
      throw json.wrong("split_voc", "" + splitVocabulary, "1 or n_q_tokens, " + codesPerToken);
    }
    if (splitDim && codeDim % codesPerToken != 0) {
      throw json.wrong("embedding_dim", "" + codeDim, "a multiple of n_q_tokens with split_dim");
    }
  }

  ObjectNode toJson(ObjectNode json) {
    json.put("model_class", "KeyeImageTokenizer");
    vision.toJson(json.putObject("vision_config"));
    return json.put("codebook_size", codebookSize)
        .put("embedding_dim", codeDim)
        .put("init_embedding_dim", rawCodeDim)
        .put("llm_hidden_size", projectorWidth)
        .put("n_q_tokens", codesPerToken)
        .put("split_dim", splitDim)
        .put("split_voc", splitVocabulary)
        .put("add_voc_reducer", vocabularyReducer)
        .put("pre_llm_align", preLlmAlign)
        .put("output_dim", outputDim)
        .put("fusion_type", fusion.key());
  }
}
