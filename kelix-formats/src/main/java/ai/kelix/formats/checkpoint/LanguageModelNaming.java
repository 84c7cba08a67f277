package ai.kelix.formats.checkpoint;

import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorShapeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The older naming of the autoregressive model (kelix-ar §3.2), rule by rule. */
final class LanguageModelNaming {
  private static final String HEAD = "model.model.token_head.";
  static final String TABLE = "model.model.tok_embeddings.embed_tokens.weight";
  private static final String HEAD_ROWS = "model.model.output.weight";
  private static final String EYES = "visual_tokenizer.visual.";

  private LanguageModelNaming() {}

  /** Returns the native names of a stored tensor; none if it is dropped. */
  static Map<String, StoredTensor> toNative(StoredTensor tensor) {
    String name = tensor.name();
    if (name.startsWith("model.model.layers.")) {
      name = name.substring("model.".length());
    }
    if (name.startsWith("model.token_head.")) {
      name = name.substring("model.".length());
    }
    if (name.equals("lm_head.weight")) {
      return Map.of(name, tensor, HEAD_ROWS, tensor);
    }
    if (name.equals("model.embed_tokens.weight") || name.equals("embed_tokens.weight")) {
      return Map.of(TABLE, tensor);
    }
    if (name.equals("model.norm.weight")) {
      return Map.of("model.model.norm.scale", tensor);
    }
    if (name.startsWith("model.layers.")) {
      return Map.of("model." + layer(name), tensor);
    }
    if (name.startsWith("token_head.")) {
      return head(name.substring("token_head.".length()), tensor);
    }
    if (name.startsWith("quant_projector.")) {
      return Map.of(name.replace("quant_projector.", "visual_tokenizer.up_projectors."), tensor);
    }
    if (name.startsWith(EYES + "vision_model.")) {
      return VisionNaming.hubTower(name.substring((EYES + "vision_model.").length()), tensor);
    }
    boolean kept =
        name.startsWith("visual_tokenizer.mlp_AR.")
            || name.startsWith("visual_tokenizer.encoder.")
            || name.startsWith("visual_tokenizer.quantizer.");
    return kept ? Map.of(name, tensor) : Map.of();
  }

  /** Returns the native names where the embedding table is the LM head as well. */
  static Map<String, StoredTensor> tied(StoredTensor tensor) {
    Map<String, StoredTensor> names = toNative(tensor);
    if (names.containsKey(HEAD_ROWS)) {
      return Map.of();
    }
    return names.containsKey(TABLE) ? Map.of(TABLE, tensor, HEAD_ROWS, tensor) : names;
  }

  private static String layer(String name) {
    return name.replace("input_layernorm.weight", "sa_norm.scale")
        .replace("post_attention_layernorm.weight", "mlp_norm.scale")
        .replace("self_attn.o_proj", "attn.output_proj")
        .replace("self_attn.q_norm.weight", "attn.q_norm.scale")
        .replace("self_attn.k_norm.weight", "attn.k_norm.scale")
        .replace("self_attn.", "attn.")
        .replace("mlp.gate_proj", "mlp.w1")
        .replace("mlp.up_proj", "mlp.w3")
        .replace("mlp.down_proj", "mlp.w2");
  }

  private static Map<String, StoredTensor> head(String name, StoredTensor tensor) {
    if (name.equals("token_embedding.weight")) {
      return Map.of();
    }
    String moved =
        name.replaceFirst("^layers\\.", "transformer.layers.")
            .replace(".norm1.", ".sa_norm.")
            .replace(".norm2.", ".mlp_norm.")
            .replace(".out_proj.", ".attn.output_proj.")
            .replace("mlp.gate_proj", "mlp.w1")
            .replace("mlp.up_proj", "mlp.w3")
            .replace("mlp.down_proj", "mlp.w2");
    return moved.contains(".qkv_proj.") ? thirds(moved, tensor) : Map.of(HEAD + moved, tensor);
  }

  /** Queries, keys and values are equal parts along the first axis, so each is a range of bytes. */
  private static Map<String, StoredTensor> thirds(String name, StoredTensor tensor) {
    List<Long> shape = tensor.shape();
    if (shape.isEmpty() || shape.get(0) % 3 != 0) {
      throw new TensorShapeException(
          String.format(
              Locale.ROOT,
              "tensor '%s' has shape %s, expected a first size divisible by 3",
              tensor.name(),
              shape));
    }
    List<Long> third = new ArrayList<>(shape);
    third.set(0, shape.get(0) / 3);
    long length = tensor.length() / 3;
    Map<String, StoredTensor> parts = new LinkedHashMap<>();
    List<String> projections = List.of("q_proj", "k_proj", "v_proj");
    for (int i = 0; i < 3; i++) {
      String part = HEAD + name.replace(".qkv_proj.", ".attn." + projections.get(i) + ".");
      long offset = tensor.offset() + i * length;
      parts.put(part, new StoredTensor(part, tensor.type(), third, tensor.file(), offset, length));
    }
    return parts;
  }
}
