package ai.kelix.formats.config;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.checkpoint.MalformedFileException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Locale;

/** What a folder with a {@code config.json} holds. */
public enum ComponentKind {
  /** Kelix-Tok, backbone and block decoder. */
  LANGUAGE_MODEL("autoregressive model"),
  /** A Qwen3 of text alone, in Hugging Face's layout. */
  TEXT_MODEL("language model of text alone"),
  /** Kelix-DiT, native or diffusers'. */
  DIFFUSION_TRANSFORMER("diffusion transformer"),
  /** The DC-AE. */
  AUTOENCODER("autoencoder");

  private final String words;

  ComponentKind(String words) {
    this.words = words;
  }

  /** Returns the name in messages. */
  public String words() {
    return words;
  }

  /** Opens the weights of a folder of this kind under the names that the network uses. */
  public Checkpoint open(Path folder) {
    return switch (this) {
      case LANGUAGE_MODEL -> Checkpoint.openLanguageModel(folder);
      case TEXT_MODEL ->
          Checkpoint.openTextModel(
              folder, TextConfigReader.describe(folder.resolve("config.json")).tied());
      case DIFFUSION_TRANSFORMER -> Checkpoint.openDiffusionTransformer(folder);
      case AUTOENCODER -> Checkpoint.openAsStored(folder);
    };
  }

  /**
   * Reads the class that a configuration names.
   *
   * @throws ai.kelix.tensor.weights.CheckpointException if it is missing, malformed or of another
   *     model
   */
  public static ComponentKind of(Path config) {
    JsonNode json = ConfigFile.json(config);
    String name = json.path("_class_name").asText(json.path("__class__").asText(""));
    if (name.contains("AutoencoderDC")) {
      return AUTOENCODER;
    }
    if (name.contains("Sana")) {
      return DIFFUSION_TRANSFORMER;
    }
    if (name.equals("KeyeARConfig") || (name.isEmpty() && json.has("qwen_config"))) {
      return LANGUAGE_MODEL;
    }
    if (name.isEmpty() && json.path("model_type").asText().equals(TextConfigReader.MODEL_TYPE)) {
      return TEXT_MODEL;
    }
    throw new MalformedFileException(
        String.format(
            Locale.ROOT,
            "%s describes %s, expected __class__ KeyeARConfig, model_type qwen3, or _class_name of"
                + " a SANA transformer or of AutoencoderDC",
            config,
            name.isEmpty() ? "nothing by a class name" : "'" + name + "'"));
  }
}
