package ai.kelix.core.config;

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
final class VisionConfigReader {
  private static final int MERGE = 2;

  private VisionConfigReader() {}

  static VisionConfig read(Path file) {
    JsonNode json = ConfigFile.json(file);
    if (json.has("qwen_config")) {
      return ArConfig.read(file).tokenizer().vision();
    }
    ConfigObject root = ConfigFile.read(file, warning -> {});
    boolean nested = root.has("vision_config");
    ConfigObject tower = nested ? root.object("vision_config") : root;
    String type = root.text("model_type").orElse("");
    type = nested ? type : tower.text("model_type").orElse(type);
    if (!type.startsWith("siglip") && !type.toLowerCase(Locale.ROOT).startsWith("keye")) {
      throw root.wrong(
          "model_type",
          type.isEmpty() ? "absent" : type,
          "that of a vision tower Kelix has layers for: siglip, siglip_vision_model or a Keye-VL");
    }
    int merge = tower.positive("spatial_merge_size", MERGE);
    if (merge != MERGE) {
      throw tower.wrong("spatial_merge_size", "" + merge, "2: cells are 2×2 patches");
    }
    boolean rotates = !type.startsWith("siglip");
    if (!rotates) {
      ConfigFile.TO_LOG.accept(
          file
              + ": a SigLIP did not learn with the rotation by place that Kelix's tower has; its"
              + " features will be worth more after training");
    }
    return VisionConfig.ofHub(tower, rotates ? 14 : 16);
  }
}
