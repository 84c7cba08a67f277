package ai.kelix.cli.training.parts;

import ai.kelix.formats.checkpoint.CheckpointWriter;
import ai.kelix.formats.checkpoint.TensorPlan;
import ai.kelix.tensor.type.DType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A SigLIP in Hugging Face's layout, tiny and with random weights. */
final class SiglipFolder {
  static final long WIDTH = 16;
  private static final long INNER = 24;
  private static final int LAYERS = 2;
  private static final int SIDE = 5;
  private static final int PATCH = 14;

  private final List<TensorPlan> plans = new ArrayList<>();

  private SiglipFolder() {}

  static Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    new SiglipFolder().tensors(folder);
    Files.writeString(
        folder.resolve("config.json"),
        String.format(
            Locale.ROOT,
            """
        {"model_type": "siglip", "text_config": {"hidden_size": 99}, "vision_config":
         {"model_type": "siglip_vision_model", "hidden_size": %d, "image_size": %d,
          "patch_size": %d, "num_hidden_layers": %d, "num_attention_heads": 2,
          "intermediate_size": %d}}
        """,
            WIDTH,
            SIDE * PATCH,
            PATCH,
            LAYERS,
            INNER));
    return folder;
  }

  private void tensors(Path folder) {
    add("embeddings.patch_embedding.weight", WIDTH, 3, PATCH, PATCH);
    add("embeddings.patch_embedding.bias", WIDTH);
    add("embeddings.position_embedding.weight", SIDE * SIDE, WIDTH);
    for (int i = 0; i < LAYERS; i++) {
      String layer = "encoder.layers." + i + ".";
      for (String name : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
        linear(layer + "self_attn." + name, WIDTH, WIDTH);
      }
      linear(layer + "mlp.fc1", INNER, WIDTH);
      linear(layer + "mlp.fc2", WIDTH, INNER);
      norm(layer + "layer_norm1");
      norm(layer + "layer_norm2");
    }
    norm("post_layernorm");
    add("head.probe", 1, 1, WIDTH);
    plans.add(new TensorPlan("text_model.final_layer_norm.bias", DType.F32, List.of(WIDTH)));
    new CheckpointWriter(folder, plans, Long.MAX_VALUE)
        .write((plan, to) -> to.write(numbers(plan)));
  }

  private void linear(String name, long out, long in) {
    add(name + ".weight", out, in);
    add(name + ".bias", out);
  }

  private void norm(String name) {
    add(name + ".weight", WIDTH);
    add(name + ".bias", WIDTH);
  }

  private void add(String name, long... shape) {
    List<Long> sizes = Arrays.stream(shape).boxed().toList();
    plans.add(new TensorPlan("vision_model." + name, DType.F32, sizes));
  }

  /** Returns numbers drawn by name. */
  static ByteBuffer numbers(TensorPlan plan) {
    Random random = new Random(plan.name().hashCode());
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(plan.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      bytes.putFloat((float) (0.2 * random.nextGaussian()));
    }
    return bytes.flip();
  }
}
