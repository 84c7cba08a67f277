package ai.kelix.formats.checkpoint;

import ai.kelix.tensor.weights.StoredTensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** The diffusers naming of the diffusion transformer (kelix-dit §4.3). */
final class DiffusersNaming {
  private static final Map<String, String> PREFIXES = new LinkedHashMap<>();

  static {
    PREFIXES.put("patch_embed.proj.", "x_embedder.proj.");
    PREFIXES.put("time_embed.emb.timestep_embedder.linear_1.", "t_embedder.mlp.0.");
    PREFIXES.put("time_embed.emb.timestep_embedder.linear_2.", "t_embedder.mlp.2.");
    PREFIXES.put("time_embed.linear.", "t_block.1.");
    PREFIXES.put("caption_projection.linear_1.", "y_embedder.y_proj.fc1.");
    PREFIXES.put("caption_projection.linear_2.", "y_embedder.y_proj.fc2.");
    PREFIXES.put("caption_norm.", "attention_y_norm.");
    PREFIXES.put("scale_shift_table", "final_layer.scale_shift_table");
    PREFIXES.put("proj_out.", "final_layer.linear.");
  }

  private DiffusersNaming() {}

  /** Returns the native name; unknown tensors keep theirs. */
  static Map<String, StoredTensor> toNative(StoredTensor tensor) {
    String name = tensor.name();
    if (name.startsWith("transformer_blocks.")) {
      return Map.of(block(name), tensor);
    }
    for (Map.Entry<String, String> prefix : PREFIXES.entrySet()) {
      if (name.startsWith(prefix.getKey())) {
        return Map.of(prefix.getValue() + name.substring(prefix.getKey().length()), tensor);
      }
    }
    return Map.of(name, tensor);
  }

  private static String block(String name) {
    return name.replace("transformer_blocks.", "blocks.")
        .replace("attn2.to_q.", "cross_attn.q_linear.")
        .replace("attn1.", "attn.")
        .replace("attn2.", "cross_attn.")
        .replace("to_out.0.", "proj.")
        .replace("norm_q.", "q_norm.")
        .replace("norm_k.", "k_norm.")
        .replace("ff.conv_inverted.", "mlp.inverted_conv.conv.")
        .replace("ff.conv_depth.", "mlp.depth_conv.conv.")
        .replace("ff.conv_point.", "mlp.point_conv.conv.");
  }
}
