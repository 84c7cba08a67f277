package ai.kelix.model.llm;

import ai.kelix.model.layers.Rotation;
import ai.kelix.tensor.KeyValueCache;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Qwen3 stack up to the un-normalised hidden states (kelix-ar §8). */
public final class Backbone {
  private final BackboneConfig config;
  private final Tensors tensors;
  private final List<BackboneLayer> layers = new ArrayList<>();

  /**
   * Reads the weights.
   *
   * @param p at {@code model.model}
   */
  public Backbone(Parameters p, BackboneConfig config) {
    this.config = config;
    this.tensors = p.tensors();
    for (int i = 0; i < config.layers(); i++) {
      layers.add(new BackboneLayer(p.at("layers." + i), config, i));
    }
  }

  /** Whole sequences from position 0, causal: {@code [B, L, D]} to hidden states of that shape. */
  public Tensor forward(Tensor xBLD) {
    return run(xBLD, tensors.range(xBLD.dim(1)), null);
  }

  /**
   * The next blocks of one sequence.
   *
   * @param x {@code [1, L, D]}
   * @param caches one for each layer, all with the same length
   */
  public Tensor append(Tensor x, List<KeyValueCache> caches) {
    Tensor past = caches.get(0).length();
    return run(x, tensors.range(x.dim(1)).plus(past), caches);
  }

  private Tensor run(Tensor xBLD, Tensor positions, @Nullable List<KeyValueCache> caches) {
    Rotation rotation =
        PositionRotation.of(tensors, positions, config.headDim(), config.ropeBase()).forHeads();
    Tensor x = xBLD;
    for (int i = 0; i < layers.size(); i++) {
      KeyValueCache cache = caches == null ? null : caches.get(i);
      x = layers.get(i).forward(x, rotation, cache).named("tf.layer" + i + "_out");
    }
    return x;
  }
}
