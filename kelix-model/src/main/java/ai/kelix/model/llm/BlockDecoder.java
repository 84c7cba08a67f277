package ai.kelix.model.llm;

import ai.kelix.model.layers.Attention;
import ai.kelix.model.layers.Attention.KeyValues;
import ai.kelix.model.layers.Attention.Mixing;
import ai.kelix.model.layers.LayerNorm;
import ai.kelix.model.layers.Linear;
import ai.kelix.model.layers.SwiGlu;
import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The small transformer that turns one hidden state into the slots of a block ({@code token_head},
 * kelix-ar §9.1). Its residual runs around the whole of it, D wide.
 */
final class BlockDecoder {
  private static final double NORM_EPS = 1e-5;

  private final int maxLength;
  private final @Nullable Linear input;
  private final @Nullable Linear output;
  private final Parameter positions;
  private final List<Layer> layers = new ArrayList<>();

  BlockDecoder(Parameters p, BlockDecoderConfig config) {
    int outer = config.inputWidth();
    int inner = config.width();
    this.maxLength = config.maxLength();
    this.input = config.reduce() ? Linear.withBias(p.at("input_linear"), outer, inner) : null;
    this.output =
        config.reduce()
            ? Linear.of(p.at("output_linear"), inner, outer, true, FirstValues.RESIDUAL)
            : null;
    this.positions =
        p.get("position_embedding.weight", FirstValues.normal(0.02), config.positionRows(), inner);
    for (int i = 0; i < config.layers(); i++) {
      layers.add(new Layer(p.at("transformer.layers." + i), config));
    }
  }

  /** Whole short sequences {@code [B, L, D]}, L known and at most M: hidden state, then slots. */
  Tensor forward(Tensor xBLD) {
    Tensor y = reduced(xBLD).named("tf.head.input_linear");
    y = y.plus(y.weight(positions).narrow(0, 0, xBLD.dim(1).size()));
    for (int i = 0; i < layers.size(); i++) {
      y = layers.get(i).forward(y).named("tf.head.layer" + i + "_out");
    }
    return expanded(y.named("tf.head.transformer_out"), xBLD).named("tf.head.output");
  }

  /**
   * One more element of short sequences.
   *
   * @param xB1D the element
   * @param slots what earlier elements left
   * @return the output {@code [B, 1, D]} and what later elements need
   */
  Step next(Tensor xB1D, Slots slots) {
    Tensor y = reduced(xB1D);
    y = y.plus(y.weight(positions).narrow(0, slots.count(), 1));
    List<KeyValues> seen = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      KeyValues past = slots.count() == 0 ? null : slots.seen().get(i);
      Layer.Passed passed = layers.get(i).next(y, past);
      y = passed.output();
      seen.add(passed.seen());
    }
    return new Step(expanded(y, xB1D), new Slots(slots.count() + 1, seen));
  }

  private Tensor reduced(Tensor x) {
    return input == null ? x : input.forward(x);
  }

  private Tensor expanded(Tensor y, Tensor x) {
    return output == null ? y : output.forward(y).plus(x);
  }

  /** Returns the most elements a sequence may have. */
  int maxLength() {
    return maxLength;
  }

  /**
   * Elements already decoded.
   *
   * @param count how many
   * @param seen keys and values of each layer
   */
  record Slots(int count, List<KeyValues> seen) {
    /** Before the first element. */
    static final Slots NONE = new Slots(0, List.of());
  }

  /**
   * One step.
   *
   * @param output {@code [B, 1, D]}
   * @param slots for the next step
   */
  record Step(Tensor output, Slots slots) {}

  /** One layer (kelix-ar §9.1). */
  private static final class Layer {
    private final LayerNorm attentionNorm;
    private final Attention attention;
    private final LayerNorm mlpNorm;
    private final SwiGlu mlp;

    Layer(Parameters p, BlockDecoderConfig config) {
      int d = config.width();
      Parameters own = p.at("attn");
      this.attentionNorm = LayerNorm.of(p.at("sa_norm"), d, NORM_EPS);
      this.attention =
          new Attention(
              Attention.Heads.equal(config.heads(), config.headDim()),
              new Attention.Projections(
                  Linear.withBias(own.at("q_proj"), d, d),
                  Linear.withBias(own.at("k_proj"), d, d),
                  Linear.withBias(own.at("v_proj"), d, d),
                  Linear.of(own.at("output_proj"), d, d, true, FirstValues.RESIDUAL)),
              Attention.Norms.NONE,
              new Attention.Stages("", Map.of()));
      this.mlpNorm = LayerNorm.of(p.at("mlp_norm"), d, NORM_EPS);
      this.mlp = new SwiGlu(p.at("mlp"), d, config.feedForward());
    }

    /** Maps whole sequences {@code [B, L, d]} to the same shape. */
    Tensor forward(Tensor xBLd) {
      Tensor y = attentionNorm.forward(xBLd);
      return mixed(xBLd.plus(attention.forward(y, null, Mixing.CAUSAL)));
    }

    /**
     * Maps one more element {@code [B, 1, d]}.
     *
     * @param past keys and values of earlier elements; null for the first
     */
    Passed next(Tensor xB1d, @Nullable KeyValues past) {
      Tensor y = attentionNorm.forward(xB1d);
      KeyValues own = attention.keyValues(y, null);
      KeyValues seen = past == null ? own : past.followedBy(own);
      Tensor attended = attention.forward(y, null, seen, Mixing.ALL);
      return new Passed(mixed(xB1d.plus(attended)), seen);
    }

    private Tensor mixed(Tensor x) {
      return x.plus(mlp.forward(mlpNorm.forward(x)));
    }

    /** A result with what later elements need. */
    record Passed(Tensor output, KeyValues seen) {}
  }
}
