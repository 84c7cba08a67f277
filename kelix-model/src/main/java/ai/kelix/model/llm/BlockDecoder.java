package ai.kelix.model.llm;

import ai.kelix.model.layers.Linear;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The small transformer that turns one hidden state into the slots of a block ({@code token_head},
 * kelix-ar §9.1). Its residual runs around the whole of it, D wide.
 */
public final class BlockDecoder {
  private final BlockDecoderConfig config;
  private final @Nullable Linear input;
  private final @Nullable Linear output;
  private final Tensor positions;
  private final List<BlockDecoderLayer> layers = new ArrayList<>();

  /**
   * Reads the weights.
   *
   * @param p at {@code model.model.token_head}
   */
  public BlockDecoder(Parameters p, BlockDecoderConfig config) {
    this.config = config;
    int inner = config.width();
    boolean reduce = config.reduce();
    this.input = reduce ? Linear.withBias(p.at("input_linear"), config.inputWidth(), inner) : null;
    this.output =
        reduce ? Linear.withBias(p.at("output_linear"), inner, config.inputWidth()) : null;
    this.positions = p.get("position_embedding.weight", config.positionRows(), inner);
    for (int i = 0; i < config.layers(); i++) {
      layers.add(new BlockDecoderLayer(p.at("transformer.layers." + i), config));
    }
  }

  /** Whole short sequences {@code [B, L, D]}, L known and at most M: hidden state, then slots. */
  public Tensor forward(Tensor xBLD) {
    long length = xBLD.dim(1).size();
    Tensor y = reduced(xBLD).named("tf.head.input_linear").plus(positions.narrow(0, 0, length));
    for (int i = 0; i < layers.size(); i++) {
      y = layers.get(i).forward(y, null).output().named("tf.head.layer" + i + "_out");
    }
    return expanded(y.named("tf.head.transformer_out"), xBLD).named("tf.head.output");
  }

  /**
   * One more element of short sequences.
   *
   * @param x {@code [B, 1, D]}
   * @param slots what earlier elements left
   * @return the output {@code [B, 1, D]} and what later elements need
   */
  public Step next(Tensor x, Slots slots) {
    Tensor y = reduced(x).plus(positions.narrow(0, slots.count(), 1));
    List<BlockDecoderLayer.Past> pasts = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      BlockDecoderLayer.Past past = slots.count() == 0 ? null : slots.pasts().get(i);
      BlockDecoderLayer.Step step = layers.get(i).forward(y, past);
      y = step.output();
      pasts.add(step.past());
    }
    return new Step(expanded(y, x), new Slots(slots.count() + 1, pasts));
  }

  private Tensor reduced(Tensor x) {
    return input == null ? x : input.apply(x);
  }

  private Tensor expanded(Tensor y, Tensor x) {
    return output == null ? y : output.apply(y).plus(x);
  }

  /** Returns the most elements a sequence may have. */
  public int maxLength() {
    return config.maxLength();
  }

  /**
   * Elements already decoded.
   *
   * @param count how many
   * @param pasts keys and values of each layer
   */
  public record Slots(int count, List<BlockDecoderLayer.Past> pasts) {
    /** Before the first element. */
    public static final Slots NONE = new Slots(0, List.of());
  }

  /**
   * One step.
   *
   * @param output {@code [B, 1, D]}
   * @param slots for the next step
   */
  public record Step(Tensor output, Slots slots) {}
}
