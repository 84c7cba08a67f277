package ai.kelix.engine.synthetic;

import ai.kelix.testkit.Fixtures;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Objects;

/** The configurations of the release, whole and cut down. */
public final class ReleasedConfigurations {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ReleasedConfigurations() {}

  /** Returns the language model of 8 billion parameters. */
  static String language() {
    try {
      return Files.readString(Fixtures.path("ar-8b-config-expected.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the same with fewer layers of the same width. */
  static String shallowLanguage(int layers) {
    ObjectNode root = parsed();
    ((ObjectNode) root.get("qwen_config")).put("num_layers", layers);
    return root.toString();
  }

  /** Returns the same with the vocabularies of the release, and little else. */
  static String narrowLanguage() {
    ObjectNode root = parsed();
    ((ObjectNode) root.get("qwen_config"))
        .put("num_layers", 2)
        .put("embed_dim", 64)
        .put("num_heads", 4)
        .put("num_kv_heads", 2)
        .put("head_dim", 16)
        .put("intermediate_dim", 128);
    ObjectNode eyes = (ObjectNode) root.get("tokenizer_config");
    eyes.put("embedding_dim", 16).put("init_embedding_dim", 64).put("llm_hidden_size", 64);
    ((ObjectNode) eyes.get("vision_config"))
        .put("hidden_size", 32)
        .put("num_hidden_layers", 1)
        .put("num_attention_heads", 2)
        .put("intermediate_size", 64);
    ((ObjectNode) root.get("token_decoder_config"))
        .put("input_dim", 64)
        .put("d_model", 32)
        .put("dim_feedforward", 64);
    return root.toString();
  }

  private static ObjectNode parsed() {
    try {
      return (ObjectNode) JSON.readTree(language());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the diffusion transformer of 1.6 billion parameters. */
  public static String transformer() {
    return resource("dit-1600m.json");
  }

  /** Returns the autoencoder. */
  public static String autoencoder() {
    return resource("dc-ae-f32c32.json");
  }

  private static String resource(String name) {
    String path = "/ai/kelix/engine/synthetic/" + name;
    try (InputStream in = ReleasedConfigurations.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
