package ai.kelix.formats.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tokenizer.KeyTable;
import ai.kelix.tokenizer.json.ConfigObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every key of {@code generation_config.json}. */
class GenerationKeysTest {
  private static final String SOUND =
      """
      {"do_sample": true, "temperature": 0.6, "top_k": 20, "top_p": 0.95,
       "eos_token_id": [290, 289], "bos_token_id": 3, "pad_token_id": 3,
       "transformers_version": "4.51.0", "drawing": {"temperature": 0.9, "top_k": 5, "top_p": 0.8}}
      """;
  private static final String TEXT_MODEL =
      """
      {"model_type": "qwen3", "vocab_size": 300, "hidden_size": 32, "num_attention_heads": 4,
       "num_key_value_heads": 2, "head_dim": 8, "eos_token_id": 290}
      """;
  private static final String BEAMS = "of num_beams, which is refused";
  private static final String PYTHON = "what a call in Python keeps or returns";

  @Test
  void everyKeyActsIsRefusedOrCannotMatter() {
    KeyTable table = new KeyTable(SOUND, GenerationKeysTest::read);
    table
        .acts("do_sample", "false")
        .acts("temperature", "0.7")
        .acts("top_k", "0")
        .acts("top_p", "1.0")
        .acts("eos_token_id", "[290, 288]")
        .acts("drawing", "{}")
        .acts("drawing.temperature", "1.0")
        .acts("drawing.top_k", "6")
        .acts("drawing.top_p", "0.7")
        .refused("repetition_penalty", "1.05")
        .refused("encoder_repetition_penalty", "0.5")
        .refused("no_repeat_ngram_size", "3")
        .refused("encoder_no_repeat_ngram_size", "3")
        .refused("num_beams", "4")
        .refused("num_beam_groups", "2")
        .refused("min_length", "5")
        .refused("min_new_tokens", "5")
        .refused("guidance_scale", "1.5")
        .refused("penalty_alpha", "0.6")
        .refused("min_p", "0.05")
        .refused("typical_p", "0.9")
        .refused("epsilon_cutoff", "0.0003")
        .refused("eta_cutoff", "0.0003")
        .refused("bad_words_ids", "[[3]]")
        .refused("force_words_ids", "[[3]]")
        .refused("constraints", "[{}]")
        .refused("suppress_tokens", "[3]")
        .refused("begin_suppress_tokens", "[3]")
        .refused("forced_bos_token_id", "3")
        .refused("forced_eos_token_id", "[3]")
        .refused("forced_decoder_ids", "[[1, 3]]")
        .refused("sequence_bias", "[[[3], -10.0]]")
        .refused("exponential_decay_length_penalty", "[5, 1.1]")
        .refused("watermarking_config", "{\"bias\": 2.5}")
        .refused("stop_strings", "[\"x\"]")
        .refused("dola_layers", "\"high\"")
        .refused("token_healing", "true");
    for (String key : List.of("max_length", "max_new_tokens", "max_time")) {
      table.idle(key, "5", "the options of a call limit its answer, which is reported");
    }
    table
        .idle("length_penalty", "2.0", BEAMS)
        .idle("early_stopping", "true", BEAMS)
        .idle("diversity_penalty", "0.5", BEAMS)
        .idle("renormalize_logits", "true", "probabilities are normalised anyway")
        .idle("remove_invalid_values", "true", "probabilities that are no numbers end a call")
        .idle("num_return_sequences", "2", PYTHON)
        .idle("return_dict_in_generate", "true", PYTHON)
        .idle("output_attentions", "true", PYTHON)
        .idle("output_hidden_states", "true", PYTHON)
        .idle("output_scores", "true", PYTHON)
        .idle("output_logits", "true", PYTHON)
        .idle("use_cache", "false", PYTHON)
        .idle("cache_implementation", "\"static\"", PYTHON)
        .idle("cache_config", "{\"nbits\": 4}", PYTHON)
        .idle("return_legacy_cache", "false", PYTHON)
        .idle("bos_token_id", "4", "the chat template begins turns")
        .idle("pad_token_id", "4", "prompts stand alone")
        .idle("decoder_start_token_id", "4", "of models with an encoder")
        .idle("transformers_version", "\"9\"", "who wrote it")
        .idle("_from_model_config", "true", "who wrote it")
        .check();
  }

  @Test
  void valuesThatChangeNothingAreNotRefused() {
    String json =
        """
        {"do_sample": true, "repetition_penalty": 1.0, "num_beams": 1, "min_p": 0, "typical_p": 1.0,
         "suppress_tokens": [], "sequence_bias": {}, "bad_words_ids": null, "token_healing": false,
         "temperature": 0.6, "top_k": 20, "top_p": 0.95, "eos_token_id": 290, "min_length": 0}
        """;
    assertThat(warnings(json)).isEmpty();
  }

  @Test
  void whatHasNoEffectIsReported() {
    assertThat(warnings("{\"min_p\": 0.1, \"top_k\": 5}"))
        .singleElement()
        .asString()
        .contains("[top_k, min_p]", "do_sample");
    assertThat(warnings("{\"max_new_tokens\": 9, \"max_length\": 9}"))
        .singleElement()
        .asString()
        .contains("[max_length, max_new_tokens]", "options");
    assertThat(warnings("{\"mirostat\": 2}")).singleElement().asString().contains("[mirostat]");
  }

  @Test
  void anEndThatIsNoneOfTheModelIsReported() {
    assertThat(warnings("{\"eos_token_id\": [290, 7]}"))
        .singleElement()
        .asString()
        .contains("eos_token_id [7]", "config.json");
  }

  private static List<String> warnings(String json) {
    List<String> warnings = new ArrayList<>();
    GenerationConfig.from(KeyTable.open(json, warnings::add), Set.of(290));
    return warnings;
  }

  private static Object read(String text, Set<String> keys) {
    ConfigObject json = KeyTable.open(text);
    try {
      Set<Integer> ends =
          TextConfigReader.from(KeyTable.open(TEXT_MODEL), Optional.of(json), true).ends();
      return List.of(GenerationConfig.from(json, ends), ends);
    } finally {
      KeyTable.keys(json, "", keys);
    }
  }
}
