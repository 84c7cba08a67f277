package ai.kelix.formats.config;

import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.BackboneConfig;
import ai.kelix.model.llm.BlockDecoderConfig;
import ai.kelix.model.tok.TokenizerConfig;
import ai.kelix.model.tok.VisionConfig;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/** Writes an {@link ArConfig} in the released format (kelix-ar §2). Stateless. */
public final class ArConfigWriter {

  private ArConfigWriter() {}

  /**
   * Writes a {@code config.json} that {@link ArConfigReader} and the reference implementation read.
   */
  public static void write(ArConfig config, Path file) {
    ConfigFile.write(file, json(config));
  }

  /** Returns the text of the {@code config.json}. */
  public static String toJson(ArConfig config) {
    return json(config).toPrettyString();
  }

  private static ObjectNode json(ArConfig config) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("__class__", ArConfigReader.CLASS).put("model_class", ArConfigReader.MODEL_CLASS);
    backbone(config.backbone(), json.putObject("qwen_config"));
    tokenizer(config.tokenizer(), json.putObject("tokenizer_config"));
    blockDecoder(config.blockDecoder(), json.putObject("token_decoder_config"));
    return json;
  }

  private static void backbone(BackboneConfig config, ObjectNode json) {
    json.put("model_class", "UnifiedQwen3Model")
        .put("vocab_size", config.vocabSize())
        .put("embed_dim", config.width())
        .put("num_layers", config.layers())
        .put("tie_word_embeddings", false)
        .put("num_heads", config.heads())
        .put("num_kv_heads", config.keyValueHeads())
        .put("head_dim", config.headDim())
        .put("q_proj_bias", config.qBias())
        .put("k_proj_bias", config.kBias())
        .put("v_proj_bias", config.vBias())
        .put("intermediate_dim", config.intermediate())
        .put("max_seq_len", config.maxPositions())
        .put("rope_base", config.ropeBase())
        .put("norm_eps", config.normEps())
        .put("q_norm", config.qNorm())
        .put("k_norm", config.kNorm())
        .put("eos_token_id", config.eosId())
        .put("q_eos_token", config.endOfBlockId())
        .put("vision_start_token_id", config.visionStartId())
        .put("vision_end_token_id", config.visionEndId())
        .put("codebook_size", config.visualCodes())
        .put("n_q_tokens", config.codebooks());
    if (config.imageId() == BackboneConfig.NO_ID) {
      json.putNull("image_token_id");
    } else {
      json.put("image_token_id", config.imageId());
    }
  }

  private static void tokenizer(TokenizerConfig config, ObjectNode json) {
    json.put("model_class", "KeyeImageTokenizer");
    tower(config.vision(), json.putObject("vision_config"));
    json.put("codebook_size", config.visualCodes())
        .put("embedding_dim", config.codeDim())
        .put("init_embedding_dim", config.rawCodeDim())
        .put("llm_hidden_size", config.projectorWidth())
        .put("n_q_tokens", config.codebooks())
        .put("split_dim", config.splitDim())
        .put("split_voc", config.splitVocabulary())
        .put("add_voc_reducer", config.vocabularyReducer())
        .put("pre_llm_align", config.preLlmAlign())
        .put("output_dim", config.outputDim())
        .put("fusion_type", TokenizerConfigReader.key(config.fusion()));
  }

  private static void tower(VisionConfig config, ObjectNode json) {
    json.put("model_class", "KeyeVL1_5VisionModel")
        .put("image_size", config.imageSize())
        .put("patch_size", config.patchSize())
        .put("num_channels", config.channels())
        .put("hidden_size", config.width())
        .put("num_hidden_layers", config.layers())
        .put("num_attention_heads", config.heads())
        .put("intermediate_size", config.intermediate())
        .put("hidden_act", config.activation().key())
        .put("layer_norm_eps", config.layerNormEps())
        .put("use_qk_norm", config.qkNorm())
        .put("qk_norm_eps", config.qkNormEps())
        .put("rope_theta", config.ropeTheta());
  }

  private static void blockDecoder(BlockDecoderConfig config, ObjectNode json) {
    json.put("model_class", "UnifiedTokenDecoder")
        .put("max_pos_length", config.positionRows())
        .put("max_length", config.maxLength())
        .put("d_model", config.width())
        .put("eos_token", config.eosId())
        .put("nhead", config.heads())
        .put("num_layers", config.layers())
        .put("dim_feedforward", config.feedForward())
        .put("input_dim", config.inputWidth())
        .put("reduce", config.reduce());
  }
}
