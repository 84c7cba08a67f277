package ai.kelix.cli.training.parts;

import ai.kelix.formats.checkpoint.CheckpointWriter;
import ai.kelix.formats.checkpoint.TensorPlan;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.tokenizer.text.BpeTrainer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A Qwen3 in Hugging Face's layout, tiny and with random weights.
 *
 * @param path of the folder
 * @param weights by Hugging Face's names, row-major
 * @param tied whether there is no LM head of its own
 */
record Qwen3Folder(Path path, Map<String, float[]> weights, boolean tied) {
  static final int VOCABULARY = 296;
  static final int WIDTH = 24;
  static final int LAYERS = 2;
  static final int HEADS = 4;
  static final int KEY_VALUE_HEADS = 2;
  static final int HEAD_DIM = 8;
  static final int INTERMEDIATE = 40;
  static final int END = 292;
  static final double ROPE_BASE = 10_000;
  static final double EPS = 1e-6;

  /** Small enough that the weights take several files. */
  private static final long SHARD = 8 << 10;

  static Qwen3Folder write(Path path, boolean tied) throws IOException {
    Files.createDirectories(path);
    Map<String, List<Long>> shapes = shapes(tied);
    Map<String, float[]> weights = new LinkedHashMap<>();
    shapes.forEach((name, shape) -> weights.put(name, values(name, shape)));
    List<TensorPlan> plans = new ArrayList<>();
    shapes.forEach((name, shape) -> plans.add(new TensorPlan(name, DType.F32, shape)));
    new CheckpointWriter(path, plans, SHARD)
        .write((plan, to) -> to.write(bytes(Program.require(weights, plan.name()))));
    Files.writeString(path.resolve("config.json"), config(tied));
    Files.writeString(
        path.resolve("generation_config.json"), "{\"eos_token_id\": [292, 290], \"top_k\": 20}");
    Files.writeString(path.resolve("tokenizer.json"), tokenizer());
    return new Qwen3Folder(path, weights, tied);
  }

  float[] weight(String name) {
    return Program.require(weights, name);
  }

  /** The table that scores ids. */
  float[] head() {
    return weight(tied ? "model.embed_tokens.weight" : "lm_head.weight");
  }

  private static Map<String, List<Long>> shapes(boolean tied) {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    shapes.put("model.embed_tokens.weight", List.of((long) VOCABULARY, (long) WIDTH));
    shapes.put("model.norm.weight", List.of((long) WIDTH));
    for (int i = 0; i < LAYERS; i++) {
      String layer = "model.layers." + i + ".";
      matrix(shapes, layer + "self_attn.q_proj.weight", HEADS * HEAD_DIM, WIDTH);
      matrix(shapes, layer + "self_attn.k_proj.weight", KEY_VALUE_HEADS * HEAD_DIM, WIDTH);
      matrix(shapes, layer + "self_attn.v_proj.weight", KEY_VALUE_HEADS * HEAD_DIM, WIDTH);
      matrix(shapes, layer + "self_attn.o_proj.weight", WIDTH, HEADS * HEAD_DIM);
      shapes.put(layer + "self_attn.q_norm.weight", List.of((long) HEAD_DIM));
      shapes.put(layer + "self_attn.k_norm.weight", List.of((long) HEAD_DIM));
      matrix(shapes, layer + "mlp.gate_proj.weight", INTERMEDIATE, WIDTH);
      matrix(shapes, layer + "mlp.up_proj.weight", INTERMEDIATE, WIDTH);
      matrix(shapes, layer + "mlp.down_proj.weight", WIDTH, INTERMEDIATE);
      shapes.put(layer + "input_layernorm.weight", List.of((long) WIDTH));
      shapes.put(layer + "post_attention_layernorm.weight", List.of((long) WIDTH));
    }
    if (!tied) {
      matrix(shapes, "lm_head.weight", VOCABULARY, WIDTH);
    }
    return shapes;
  }

  private static void matrix(Map<String, List<Long>> shapes, String name, long rows, long columns) {
    shapes.put(name, List.of(rows, columns));
  }

  private static float[] values(String name, List<Long> shape) {
    Random random = new Random(name.hashCode());
    long count = shape.stream().reduce(1L, Math::multiplyExact);
    float[] values = new float[Math.toIntExact(count)];
    boolean norm = shape.size() == 1;
    for (int i = 0; i < values.length; i++) {
      double value = norm ? 1 + 0.2 * random.nextGaussian() : 0.3 * random.nextGaussian();
      values[i] = (float) value;
    }
    return values;
  }

  private static ByteBuffer bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes;
  }

  private static String config(boolean tied) {
    return String.format(
        Locale.ROOT,
        """
    {"architectures": ["Qwen3ForCausalLM"], "model_type": "qwen3", "vocab_size": %d,
     "hidden_size": %d, "num_hidden_layers": %d, "num_attention_heads": %d,
     "num_key_value_heads": %d, "head_dim": %d, "intermediate_size": %d,
     "max_position_embeddings": 128, "rope_theta": %f, "rms_norm_eps": %f, "hidden_act": "silu",
     "attention_bias": false, "eos_token_id": %d, "tie_word_embeddings": %b}
    """,
        VOCABULARY,
        WIDTH,
        LAYERS,
        HEADS,
        KEY_VALUE_HEADS,
        HEAD_DIM,
        INTERMEDIATE,
        ROPE_BASE,
        EPS,
        END,
        tied);
  }

  private static String tokenizer() {
    Map<String, Integer> added = new LinkedHashMap<>();
    added.put("<|endoftext|>", 290);
    added.put("<|im_start|>", 291);
    added.put("<|im_end|>", END);
    Stream<String> corpus = Stream.of("user assistant system hello the the the");
    return new BpeTrainer(270, BpeTrainer.QWEN_PATTERN).train(corpus, added);
  }
}
