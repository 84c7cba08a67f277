package ai.kelix.formats.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.InvalidModelException;
import ai.kelix.model.initial.Initialization;
import ai.kelix.model.llm.KelixLanguageModel;
import ai.kelix.model.llm.TextConfig;
import ai.kelix.tensor.Declarations;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.weights.TensorSource;
import ai.kelix.testkit.reference.MemoryTensorSource;
import ai.kelix.tokenizer.KeyTable;
import ai.kelix.tokenizer.json.ConfigObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every key of the {@code config.json} of a language model of text alone. */
class TextKeysTest {
  private static final String SOUND =
      """
      {"architectures": ["Qwen3ForCausalLM"], "model_type": "qwen3", "vocab_size": 300,
       "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4,
       "num_key_value_heads": 2, "head_dim": 8, "intermediate_size": 48,
       "max_position_embeddings": 512, "rms_norm_eps": 1e-06, "hidden_act": "silu",
       "eos_token_id": 290, "attention_bias": false, "tie_word_embeddings": false,
       "use_sliding_window": false, "rope_theta": 1000000}
      """;
  private static final String STRETCHING = "of a kind of rotation that is refused";
  private static final String PLAIN = "{\"rope_type\": \"default\"}";

  private final TensorSource weights = weights(config(SOUND));

  @Test
  void everyKeyActsIsRefusedOrCannotMatter() {
    KeyTable table = new KeyTable(SOUND, this::read);
    table
        .refused("model_type", "\"llama\"")
        .acts("vocab_size", "299")
        .acts("hidden_size", "16")
        .acts("num_hidden_layers", "1")
        .acts("num_attention_heads", "2")
        .acts("num_key_value_heads", "4")
        .acts("head_dim", "4")
        .acts("intermediate_size", "40")
        .acts("max_position_embeddings", "99")
        .acts("rms_norm_eps", "0.01")
        .acts("eos_token_id", "[289, 290]")
        .acts("tie_word_embeddings", "true")
        .acts("rope_theta", "100")
        .refused("hidden_act", "\"gelu\"")
        .refused("attention_bias", "true")
        .refused("use_sliding_window", "true")
        .refused("layer_types", "[\"full_attention\", \"sliding_attention\"]")
        .refused("partial_rotary_factor", "0.5")
        .refused("quantization_config", "{\"quant_method\": \"fp8\"}")
        .idle("architectures", "[\"Other\"]", "a label; model_type decides")
        .idle("attention_dropout", "0.1", "of training")
        .idle("bos_token_id", "3", "the chat template begins turns")
        .idle("pad_token_id", "3", "prompts stand alone")
        .idle("initializer_range", "0.5", "of training")
        .idle("max_window_layers", "1", "of use_sliding_window, which is refused")
        .idle("sliding_window", "2", "of use_sliding_window")
        .idle("torch_dtype", "\"float16\"", "the tensors say their types themselves")
        .idle("dtype", "\"float16\"", "the tensors say their types themselves")
        .idle("transformers_version", "\"9\"", "who wrote it")
        .idle("use_cache", "false", "a switch of the run")
        .idle("_name_or_path", "\"x\"", "where it was");
    for (String rope : List.of("rope_scaling", "rope_parameters")) {
      rotation(table, rope);
    }
    table.check();
  }

  private static void rotation(KeyTable table, String rope) {
    table.idle(rope, PLAIN, "positions are not stretched; what lies in it has rows of its own");
    table.where(rope, PLAIN).acts(rope + ".rope_theta", "100");
    for (String kind : List.of("rope_type", "type")) {
      table.refused(rope + "." + kind, "\"yarn\"");
    }
    table.where(rope, PLAIN).refused(rope + ".partial_rotary_factor", "0.25");
    table.refused(rope + ".full_attention", PLAIN);
    table.refused(rope + ".sliding_attention", PLAIN);
    table.refused(rope + ".mrope_section", "[1, 1, 2]");
    for (String key :
        List.of(
            "factor",
            "original_max_position_embeddings",
            "attention_factor",
            "beta_fast",
            "beta_slow",
            "short_factor",
            "long_factor",
            "low_freq_factor",
            "high_freq_factor",
            "mscale",
            "mscale_all_dim",
            "truncate")) {
      table.where(rope, PLAIN).idle(rope + "." + key, "4", STRETCHING);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"yarn", "linear", "dynamic", "longrope", "llama3", "mrope"})
  void everyKindOfStretchingIsRefusedInEverySpelling(String kind) {
    for (String rope : List.of("rope_scaling", "rope_parameters")) {
      for (String key : List.of("type", "rope_type")) {
        String json =
            SOUND.replaceFirst(
                "\\{",
                String.format(
                    Locale.ROOT, "{\"%s\": {\"%s\": \"%s\", \"factor\": 4.0},", rope, key, kind));
        assertThatThrownBy(() -> config(json))
            .isInstanceOf(InvalidModelException.class)
            .hasMessageContainingAll(rope, key + " is " + kind, "not supported");
      }
    }
  }

  @Test
  void whatStretchesWithoutSayingHowIsRefused() {
    for (String rope :
        List.of(
            "rope_scaling\": {\"factor\": 4}",
            "rope_scaling\": {}",
            "rope_parameters\": {\"factor\": 4}")) {
      String json = SOUND.replaceFirst("\\{", "{\"" + rope + ",");
      assertThatThrownBy(() -> config(json))
          .isInstanceOf(InvalidModelException.class)
          .hasMessageContainingAll("rope_", "without a kind");
    }
  }

  @Test
  void theNestedBaseIsTakenWithAWarning() {
    List<String> warnings = new ArrayList<>();
    String json =
        SOUND.replaceFirst(
            "\\{", "{\"rope_parameters\": {\"rope_type\": \"default\", \"rope_theta\": 500},");
    TextConfig read =
        TextConfigReader.from(KeyTable.open(json, warnings::add), Optional.empty(), true);
    assertThat(read.backbone().ropeBase()).isEqualTo(500);
    assertThat(warnings).singleElement().asString().contains("rope_theta is 1000000.0, and 500.0");
  }

  @Test
  void aQuantisedModelCanBeDescribed() {
    List<String> warnings = new ArrayList<>();
    String json = SOUND.replaceFirst("\\{", "{\"quantization_config\": {},");
    TextConfigReader.from(KeyTable.open(json, warnings::add), Optional.empty(), false);
    assertThat(warnings).singleElement().asString().contains("quantization_config");
  }

  @Test
  void numbersThatAreNoneMatterOnlyWhereTheyAct() {
    config(SOUND.replaceFirst("\\{", "{\"time_step_limit\": [0.0, Infinity],"));
    assertThatThrownBy(() -> config(SOUND.replace("1e-06", "Infinity")))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContainingAll("rms_norm_eps", "finite");
  }

  private Object read(String text, Set<String> keys) {
    ConfigObject json = KeyTable.open(text);
    TextConfig config;
    try {
      config = TextConfigReader.from(json, Optional.empty(), true);
    } finally {
      KeyTable.keys(json, "", keys);
    }
    // What decides besides: what ends a turn, which head is read, and how far positions go.
    return List.of(
        Computed.of(config, weights),
        config.ends(),
        config.tied(),
        config.backbone().maxPositions());
  }

  private static TextConfig config(String json) {
    return TextConfigReader.from(KeyTable.open(json), Optional.empty(), true);
  }

  private static TensorSource weights(TextConfig config) {
    Initialization initialization = new Initialization(5, 1);
    Map<String, HostTensor> weights = new HashMap<>();
    Declarations.of(p -> new KelixLanguageModel(p, config))
        .forEach((name, demanded) -> weights.put(name, initialization.initial(demanded)));
    return new MemoryTensorSource(weights);
  }
}
