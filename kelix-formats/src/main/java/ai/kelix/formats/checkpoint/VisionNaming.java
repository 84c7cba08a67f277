package ai.kelix.formats.checkpoint;

import ai.kelix.tensor.weights.StoredTensor;
import java.util.Map;

/** Names of vision towers: Kelix's own, Keye-VL's and SigLIP's (kelix-ar §3.1–3.2). */
final class VisionNaming {
  private static final String TOKENIZER = "visual_tokenizer.";
  private static final String HUB = "vision_model.";
  private static final String TOWER = TOKENIZER + "visual.";

  private VisionNaming() {}

  /**
   * Returns the native name of a tensor of a tower or of the projector behind it; none for all
   * other tensors of such a checkpoint.
   */
  static Map<String, StoredTensor> toNative(StoredTensor tensor) {
    String name = tensor.name();
    name = without("model.", name);
    name = without(TOKENIZER, name);
    if (name.startsWith("visual." + HUB) || name.startsWith(HUB)) {
      return hubTower(name.substring(name.indexOf(HUB) + HUB.length()), tensor);
    }
    if (name.startsWith("visual.")) {
      return Map.of(TOKENIZER + name, tensor);
    }
    return name.startsWith("mlp_AR.") ? Map.of(TOKENIZER + name, tensor) : Map.of();
  }

  private static String without(String prefix, String name) {
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }

  /**
   * Renames a tensor of a tower as the hub's library names it.
   *
   * @param name behind {@code vision_model.}
   */
  static Map<String, StoredTensor> hubTower(String name, StoredTensor tensor) {
    if (name.startsWith("head.")) {
      return Map.of();
    }
    String moved =
        name.replace("layer_norm1", "sa_norm")
            .replace("layer_norm2", "mlp_norm")
            .replace("self_attn.", "attn.")
            .replace("out_proj", "output_proj")
            .replace("mlp.fc1", "mlp.w1")
            .replace("mlp.fc2", "mlp.w2")
            .replace("post_layernorm", "ln_post");
    return Map.of(TOWER + moved, tensor);
  }
}
