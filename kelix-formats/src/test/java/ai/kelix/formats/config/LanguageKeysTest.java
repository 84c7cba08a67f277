package ai.kelix.formats.config;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorSource;
import ai.kelix.testkit.Fixtures;
import ai.kelix.testkit.reference.MemoryTensorSource;
import ai.kelix.tokenizer.KeyTable;
import ai.kelix.tokenizer.json.ConfigObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every key of the autoregressive model's {@code config.json} (kelix-ar §2). */
class LanguageKeysTest {
  private static final TensorSource WEIGHTS = weights();
  private static final String LABEL = "a label";
  private static final String REFERENCE = "the reference never reads it (kelix-ar §2)";
  private static final String TRAINING = "of training";
  private static final String EXACT = "one arithmetic for all ways to compute it";

  @Test
  void everyKeyActsIsRefusedOrCannotMatter() throws IOException {
    KeyTable table =
        new KeyTable(
            Files.readString(Fixtures.path("ar-micro-a/config.json")), LanguageKeysTest::read);
    table.refused("__class__", "\"Other\"").refused("model_class", "\"Other\"");
    // Without its keys a part has the defaults of the released size.
    table
        .refused("qwen_config", "{}")
        .acts("tokenizer_config", "{\"codebook_size\": 128}")
        .acts("token_decoder_config", "{\"eos_token\": 294, \"max_pos_length\": 16}");
    backbone(table);
    tokenizer(table);
    vision(table);
    blockDecoder(table);
    table.check();
  }

  private static void backbone(KeyTable table) {
    String in = "qwen_config.";
    table
        .idle(in + "model_class", "\"Other\"", LABEL)
        .acts(in + "vocab_size", "299")
        .where("token_decoder_config.input_dim", "48")
        .acts(in + "embed_dim", "48")
        .acts(in + "num_layers", "1")
        .refused(in + "tie_word_embeddings", "true")
        .acts(in + "num_heads", "2")
        .acts(in + "num_kv_heads", "4")
        .acts(in + "head_dim", "8")
        .acts(in + "q_proj_bias", "true")
        .acts(in + "k_proj_bias", "true")
        .acts(in + "v_proj_bias", "true")
        .acts(in + "intermediate_dim", "80")
        .acts(in + "max_seq_len", "100")
        .acts(in + "rope_base", "10000.0")
        .acts(in + "norm_eps", "0.01")
        .acts(in + "q_norm", "false")
        .acts(in + "k_norm", "false")
        .acts(in + "eos_token_id", "289")
        .acts(in + "image_token_id", "289")
        .where("token_decoder_config.eos_token", "295")
        .acts(in + "q_eos_token", "295")
        .acts(in + "vision_start_token_id", "289")
        .acts(in + "vision_end_token_id", "289")
        .refused(in + "codebook_size", "64")
        .refused(in + "n_q_tokens", "4")
        .refused(in + "pre_embedding_size", "4")
        .idle(in + "pre_embedding_tokens", "4", "of pre_embedding_size, which is refused")
        .idle(in + "hidden_act", "\"relu\"", REFERENCE)
        .idle(in + "attn_dropout", "0.1", TRAINING)
        .idle(in + "attention_function", "\"eager\"", EXACT)
        .idle(in + "attention_bias", "true", REFERENCE)
        .idle(in + "rope_impl", "\"interleaved\"", REFERENCE)
        .idle(in + "rope_theta", "1.0", REFERENCE)
        .idle(in + "rope_scaling", "{\"type\": \"yarn\"}", REFERENCE)
        .idle(in + "use_sliding_window", "true", REFERENCE)
        .idle(in + "sliding_window", "2", REFERENCE)
        .idle(in + "rms_norm_eps", "0.1", REFERENCE)
        .idle(in + "use_multimodal_rope", "true", "the same for positions of one dimension (§8.4)")
        .idle(in + "mrope_section", "[2, 3, 3]", "of use_multimodal_rope")
        .idle(in + "pad_token_id", "7", TRAINING)
        .idle(in + "skip_output_layer", "true", TRAINING)
        .idle(in + "output_last_hidden_states_only", "true", "what a call in Python returns")
        .idle(in + "token_decoder_with_teacher_forcing", "false", "a switch of the run");
  }

  private static void tokenizer(KeyTable table) {
    String in = "tokenizer_config.";
    table
        .idle(in + "model_class", "\"Other\"", LABEL)
        .refused(in + "codebook_size", "64")
        .acts(in + "embedding_dim", "8")
        .acts(in + "init_embedding_dim", "8")
        .acts(in + "llm_hidden_size", "32")
        .refused(in + "n_q_tokens", "4")
        .where(in + "embedding_dim", "96")
        .acts(in + "split_dim", "true")
        .acts(in + "split_voc", "1")
        .acts(in + "add_voc_reducer", "true")
        .acts(in + "pre_llm_align", "true")
        .acts(in + "output_dim", "12")
        .acts(in + "fusion_type", "\"mean\"")
        .refused(in + "vq_sampling_mode", "\"softmax\"")
        .idle(in + "vq_temperature", "2.0", "of vq_sampling_mode softmax, which is refused")
        .idle(in + "vq_temperature_decay", "0.5", "of vq_sampling_mode softmax")
        .idle(in + "vq_min_temperature", "0.5", "of vq_sampling_mode softmax");
  }

  private static void vision(KeyTable table) {
    String in = "tokenizer_config.vision_config.";
    table
        .acts("tokenizer_config.vision_config", "{}")
        .idle(in + "model_class", "\"Other\"", LABEL)
        .acts(in + "image_size", "56")
        .acts(in + "patch_size", "10")
        .acts(in + "num_channels", "1")
        .acts(in + "hidden_size", "16")
        .acts(in + "num_hidden_layers", "1")
        .acts(in + "num_attention_heads", "2")
        .acts(in + "intermediate_size", "48")
        .acts(in + "hidden_act", "\"silu\"")
        .acts(in + "layer_norm_eps", "0.01")
        .acts(in + "use_qk_norm", "true")
        .where(in + "use_qk_norm", "true")
        .acts(in + "qk_norm_eps", "0.5")
        .acts(in + "rope_theta", "100.0")
        .refused(in + "has_learnable_position_embedding", "false")
        .idle(in + "max_seq_len", "7", REFERENCE)
        .idle(in + "attention_dropout", "0.1", TRAINING)
        .idle(in + "attention_function", "\"eager\"", EXACT)
        .idle(in + "output_attentions", "true", "what a call in Python returns")
        .idle(in + "output_hidden_states", "true", "what a call in Python returns");
  }

  private static void blockDecoder(KeyTable table) {
    String in = "token_decoder_config.";
    table
        .idle(in + "model_class", "\"Other\"", LABEL)
        .idle(in + "vocab_size", "7", REFERENCE)
        .acts(in + "max_pos_length", "12")
        .refused(in + "max_length", "8")
        .acts(in + "d_model", "16")
        .refused(in + "eos_token", "295")
        .acts(in + "nhead", "2")
        .acts(in + "num_layers", "1")
        .acts(in + "dim_feedforward", "32")
        .refused(in + "input_dim", "48")
        .where(in + "d_model", "56")
        .acts(in + "reduce", "false")
        .idle(in + "use_gradient_checkpointing", "false", TRAINING)
        .idle(in + "attention_function", "\"flash\"", EXACT);
  }

  private static Object read(String text, Set<String> keys) {
    ConfigObject json = KeyTable.open(text);
    ArConfig config;
    try {
      config = ArConfigReader.from(json);
    } finally {
      KeyTable.keys(json, "", keys);
    }
    // What the engine obeys besides: where images stand, what ends, and how far positions go.
    return List.of(
        Computed.of(config, WEIGHTS),
        config.backbone().layout(),
        config.ends(),
        config.backbone().maxPositions());
  }

  /** Those of the fixture, and norms that its configuration has switched off. */
  private static TensorSource weights() {
    Map<String, HostTensor> weights = new HashMap<>();
    try (Checkpoint stored = Checkpoint.openLanguageModel(Fixtures.path("ar-micro-a"))) {
      for (StoredTensor tensor : stored.stored()) {
        weights.put(
            tensor.name(), HostTensor.wrap(stored.map(tensor), tensor.dtype(), tensor.sizes()));
      }
    }
    for (int layer = 0; layer < 2; layer++) {
      String attention = "visual_tokenizer.visual.encoder.layers." + layer + ".attn.";
      for (String norm : List.of("q_norm.scale", "k_norm.scale")) {
        weights.put(attention + norm, HostTensor.of(new float[] {1, 2, 1, 1, 1, 1, 1, 1}, 8));
      }
    }
    return new MemoryTensorSource(weights);
  }
}
