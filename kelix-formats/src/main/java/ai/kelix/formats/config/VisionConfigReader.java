package ai.kelix.formats.config;

import ai.kelix.model.tok.VisionConfig;
import ai.kelix.tokenizer.json.ConfigObject;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Finds the vision tower in the configuration of a whole model: a Kelix, a Keye-VL, a SigLIP, or a
 * tower alone.
 *
 * <p>The hub's files leave out what equals the default of the model's own class, and these defaults
 * differ from Kelix's.
 */
public final class VisionConfigReader {
  private static final int MERGE = 2;

  private VisionConfigReader() {}

  /**
   * Reads the vision tower from the {@code config.json} of a Kelix, Keye-VL or SigLIP.
   *
   * @throws ai.kelix.tensor.weights.CheckpointException if it is missing, malformed, impossible or
   *     of another model
   */
  public static VisionConfig read(Path file) {
    JsonNode json = ConfigFile.json(file);
    if (json.has("qwen_config")) {
      return ArConfigReader.read(file).tokenizer().vision();
    }
    return from(ConfigFile.read(file, ConfigFile.TO_LOG));
  }

  static VisionConfig from(ConfigObject root) {
    boolean nested = root.has("vision_config");
    ConfigObject tower = nested ? root.object("vision_config") : root;
    String type = root.text("model_type").orElse("");
    if (!type.startsWith("siglip") && !type.toLowerCase(Locale.ROOT).startsWith("keye")) {
      throw root.wrong(
          "model_type",
          type.isEmpty() ? "absent" : type,
          "that of a vision tower Kelix has layers for: siglip, siglip_vision_model or a Keye-VL");
    }
    boolean rotates = !type.startsWith("siglip");
    if (!rotates) {
      root.warn(
          "a SigLIP did not learn with the rotation by place that Kelix's tower has; its features"
              + " will be worth more after training");
    }
    VisionConfig config = TowerKeys.ofHub(tower, rotates ? 14 : 16);
    requireMerge(tower);
    ignoreTheRest(tower);
    return config;
  }

  private static void requireMerge(ConfigObject tower) {
    int merge = tower.positive("spatial_merge_size", MERGE);
    if (merge != MERGE) {
      throw tower.wrong("spatial_merge_size", "" + merge, "2: cells are 2×2 patches");
    }
    int temporal = tower.positive("temporal_patch_size", 1);
    if (temporal != 1) {
      throw tower.wrong("temporal_patch_size", "" + temporal, "1: an image is one frame");
    }
  }

  /** The rest of a root speaks of a language model; what is unknown in a tower is reported. */
  private static void ignoreTheRest(ConfigObject tower) {
    tower.ignore("model_type", "architectures", "transformers_version", "_name_or_path");
    tower.ignore("torch_dtype", "dtype", "initializer_range", "initializer_factor");
    tower.ignore("attention_dropout", "attention_function", "_attn_implementation");
    tower.ignore("output_attentions", "output_hidden_states", "return_dict", "max_seq_len");
    // Of the head that pools features, which no cell needs, and of videos.
    tower.ignore("vision_use_head", "projection_dim", "num_image_tokens", "tokens_per_second");
    tower.ignore("auto_map", "model_class");
    tower.finish();
  }
}
