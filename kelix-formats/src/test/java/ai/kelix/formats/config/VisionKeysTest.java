package ai.kelix.formats.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.InvalidModelException;
import ai.kelix.model.tok.VisionConfig;
import ai.kelix.tokenizer.KeyTable;
import ai.kelix.tokenizer.json.ConfigObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every key of a vision tower in the hub's layout; {@link LanguageKeysTest} has a Kelix's own. */
class VisionKeysTest {
  private static final String TOWER =
      """
      {"model_type": "siglip_vision_model", "hidden_size": 32, "image_size": 56, "patch_size": 14,
       "num_channels": 3, "num_hidden_layers": 2, "num_attention_heads": 2,
       "intermediate_size": 48, "hidden_act": "gelu_pytorch_tanh", "layer_norm_eps": 1e-06}
      """;
  private static final String WHOLE =
      "{\"model_type\": \"siglip\", \"text_config\": {\"x\": 1}, \"vision_config\": " + TOWER + "}";
  private static final String TRAINING = "of training";
  private static final String PYTHON = "what a call in Python returns";
  private static final String LABEL = "a label";
  private static final String POOLING = "of the head that pools features, which no cell needs";

  @Test
  void everyKeyActsIsRefusedOrCannotMatter() {
    String in = "vision_config.";
    new KeyTable(WHOLE, VisionKeysTest::read)
        .refused("model_type", "\"clip\"")
        .acts("vision_config", "{}")
        .acts(in + "image_size", "112")
        .acts(in + "patch_size", "7")
        .refused(in + "num_channels", "1")
        .acts(in + "hidden_size", "64")
        .acts(in + "num_hidden_layers", "1")
        .acts(in + "num_attention_heads", "4")
        .acts(in + "intermediate_size", "64")
        .acts(in + "hidden_act", "\"gelu\"")
        .acts(in + "layer_norm_eps", "0.01")
        .acts(in + "use_qk_norm", "true")
        .acts(in + "qk_norm_eps", "0.01")
        .acts(in + "rope_theta", "100.0")
        .refused(in + "has_learnable_position_embedding", "false")
        .refused(in + "spatial_merge_size", "4")
        .refused(in + "temporal_patch_size", "2")
        .idle(in + "model_type", "\"other\"", "that of the whole decides")
        .idle(in + "architectures", "[\"Other\"]", LABEL)
        .idle(in + "model_class", "\"Other\"", LABEL)
        .idle(in + "auto_map", "{}", "where the hub's library finds its code")
        .idle(in + "transformers_version", "\"9\"", "who wrote it")
        .idle(in + "_name_or_path", "\"x\"", "where it was")
        .idle(in + "torch_dtype", "\"float16\"", "the tensors say their types themselves")
        .idle(in + "dtype", "\"float16\"", "the tensors say their types themselves")
        .idle(in + "initializer_range", "0.5", TRAINING)
        .idle(in + "initializer_factor", "0.5", TRAINING)
        .idle(in + "attention_dropout", "0.1", TRAINING)
        .idle(in + "attention_function", "\"eager\"", "one arithmetic for all ways to compute it")
        .idle(in + "_attn_implementation", "\"eager\"", "one arithmetic for all ways")
        .idle(in + "output_attentions", "true", PYTHON)
        .idle(in + "output_hidden_states", "true", PYTHON)
        .idle(in + "return_dict", "false", PYTHON)
        .idle(in + "max_seq_len", "7", "the reference never reads it (kelix-ar §2)")
        .idle(in + "vision_use_head", "false", POOLING)
        .idle(in + "projection_dim", "7", POOLING)
        .idle(in + "num_image_tokens", "7", "a count that the image decides")
        .idle(in + "tokens_per_second", "2", "of videos")
        .check();
  }

  @Test
  void aTowerAloneIsReadAsOneInsideAWhole() {
    List<String> warnings = new ArrayList<>();
    VisionConfig alone = VisionConfigReader.from(KeyTable.open(TOWER, warnings::add));
    assertThat(alone).isEqualTo(VisionConfigReader.from(KeyTable.open(WHOLE)));
    assertThat(warnings).singleElement().asString().contains("rotation");
  }

  @ParameterizedTest
  @ValueSource(strings = {"quick_gelu", "relu", "gelu_new"})
  void anotherFunctionIsNotTakenForOne(String function) {
    String json = WHOLE.replace("gelu_pytorch_tanh", function);
    assertThatThrownBy(() -> VisionConfigReader.from(KeyTable.open(json)))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContainingAll("hidden_act is " + function, "gelu_pytorch_tanh");
  }

  @Test
  void unknownKeysOfATowerAreReported() {
    List<String> warnings = new ArrayList<>();
    String json =
        WHOLE.replace("\"num_channels\"", "\"fullatt_block_indexes\": [7], \"num_channels\"");
    VisionConfigReader.from(KeyTable.open(json.replace("siglip", "Keye"), warnings::add));
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("vision_config", "[fullatt_block_indexes]");
  }

  private static Object read(String text, Set<String> keys) {
    ConfigObject json = KeyTable.open(text);
    try {
      return VisionConfigReader.from(json);
    } finally {
      KeyTable.keys(json, "", keys);
    }
  }
}
