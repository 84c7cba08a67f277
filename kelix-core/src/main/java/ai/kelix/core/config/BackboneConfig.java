package ai.kelix.core.config;

import ai.kelix.tokenizer.block.BlockLayout;
import ai.kelix.tokenizer.json.ConfigObject;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalInt;

/**
 * The Qwen3 backbone and the block layout, {@code qwen_config} (kelix-ar §2.1, §7, §8).
 *
 * @param vocabSize V, text vocabulary including special ids
 * @param width D ({@code embed_dim})
 * @param layers number of layers
 * @param heads query heads, a multiple of {@code keyValueHeads}
 * @param keyValueHeads key and value heads
 * @param headDim width of a head, even; need not be {@code width / heads}
 * @param qBias whether the query projection has a bias
 * @param kBias whether the key projection has a bias
 * @param vBias whether the value projection has a bias
 * @param intermediate width inside the gated MLP
 * @param maxPositions positions that may be used, one per block
 * @param ropeBase base of the rotation ({@code rope_base}, not {@code rope_theta})
 * @param normEps of all RMS norms
 * @param qNorm whether queries are normalised per head, before the rotation
 * @param kNorm whether keys are
 * @param eosId the id that stops generation
 * @param imageId the placeholder of one visual token, or {@link #NO_ID} if the file names none
 * @param endOfBlockId EOB ({@code q_eos_token})
 * @param visionStartId begins an image
 * @param visionEndId ends an image
 * @param codebookSize S, visual codes; a multiple of {@code codesPerToken}; 0 if the model knows
 *     text alone
 * @param codesPerToken N; 0 if the model knows text alone, whose blocks hold one id
 */
public record BackboneConfig(
    int vocabSize,
    int width,
    int layers,
    int heads,
    int keyValueHeads,
    int headDim,
    boolean qBias,
    boolean kBias,
    boolean vBias,
    int intermediate,
    int maxPositions,
    double ropeBase,
    double normEps,
    boolean qNorm,
    boolean kNorm,
    int eosId,
    int imageId,
    int endOfBlockId,
    int visionStartId,
    int visionEndId,
    int codebookSize,
    int codesPerToken) {

  /** Stands for an id that the file leaves out; no block ever holds it. */
  public static final int NO_ID = -1;

  /** Returns M = N+1, the ids in one block (§7.1). */
  public int blockWidth() {
    return codesPerToken + 1;
  }

  /** Returns how the ids of this model are arranged in blocks (§6.4, §7). */
  public BlockLayout layout() {
    return new BlockLayout(
        vocabSize, codebookSize, codesPerToken, endOfBlockId, imageId, visionStartId, visionEndId);
  }

  /** Returns S/N, the ids that belong to one slot of a visual block (§6.4). */
  public int codesPerSubspace() {
    return isTextual() ? 0 : codebookSize / codesPerToken;
  }

  /** Tells whether there are no visual codes. */
  public boolean isTextual() {
    return codesPerToken == 0;
  }

  /** Returns V+S, the rows of the embedding table and of the LM head. */
  public int tableRows() {
    return vocabSize + codebookSize;
  }

  /**
   * Returns the vocabulary id of code 0 in a slot: {@code V + slot · S/N} (§6.4).
   *
   * @param slot from 0 to N−1
   */
  public int firstId(int slot) {
    return vocabSize + slot * codesPerSubspace();
  }

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
            json.id("image_token_id", NO_ID),
            json.id("q_eos_token", decoderEos.orElse(151681)),
            json.id("vision_start_token_id", 151652),
            json.id("vision_end_token_id", 151653),
            json.positive("codebook_size", 8192),
            json.repeats("n_q_tokens", 8));
    config.check(json);
    ignoreTheRest(json);
    return config;
  }

  /** Checks what was read from the configuration of a model of text alone. */
  static BackboneConfig ofText(ConfigObject json, BackboneConfig config) {
    if (config.heads % config.keyValueHeads != 0) {
      throw json.wrong(
          "num_attention_heads",
          "" + config.heads,
          "a multiple of num_key_value_heads, " + config.keyValueHeads);
    }
    config.requireEvenHeads(json);
    return config;
  }

  private void requireEvenHeads(ConfigObject json) {
    if (headDim % 2 != 0) {
      throw json.wrong("head_dim", "" + headDim, "an even number");
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

  private void check(ConfigObject json) {
    if (heads % keyValueHeads != 0) {
      throw json.wrong("num_heads", "" + heads, "a multiple of num_kv_heads, " + keyValueHeads);
    }
    requireEvenHeads(json);
    if (codebookSize % codesPerToken != 0) {
      throw json.wrong(
          "codebook_size", "" + codebookSize, "a multiple of n_q_tokens, " + codesPerToken);
    }
    if ((long) vocabSize + codebookSize > Integer.MAX_VALUE) {
      throw json.wrong("vocab_size", "" + vocabSize, "ids that fit 31 bits with the visual codes");
    }
    checkId(json, "eos_token_id", eosId);
    checkId(json, "image_token_id", imageId);
    checkId(json, "q_eos_token", endOfBlockId);
    checkId(json, "vision_start_token_id", visionStartId);
    checkId(json, "vision_end_token_id", visionEndId);
  }

  private void checkId(ConfigObject json, String key, int id) {
    if (id >= vocabSize) {
      throw json.wrong(key, "" + id, "an id below vocab_size, " + vocabSize);
    }
  }

  ObjectNode toJson(ObjectNode json) {
    json.put("model_class", "UnifiedQwen3Model")
        .put("vocab_size", vocabSize)
        .put("embed_dim", width)
        .put("num_layers", layers)
        .put("tie_word_embeddings", false)
        .put("num_heads", heads)
        .put("num_kv_heads", keyValueHeads)
        .put("head_dim", headDim)
        .put("q_proj_bias", qBias)
        .put("k_proj_bias", kBias)
        .put("v_proj_bias", vBias)
        .put("intermediate_dim", intermediate)
        .put("max_seq_len", maxPositions)
        .put("rope_base", ropeBase)
        .put("norm_eps", normEps)
        .put("q_norm", qNorm)
        .put("k_norm", kNorm)
        .put("eos_token_id", eosId)
        .put("q_eos_token", endOfBlockId)
        .put("vision_start_token_id", visionStartId)
        .put("vision_end_token_id", visionEndId)
        .put("codebook_size", codebookSize)
        .put("n_q_tokens", codesPerToken);
    return imageId == NO_ID ? json.putNull("image_token_id") : json.put("image_token_id", imageId);
  }
}
