package ai.kelix.model.dit;

import ai.kelix.model.layers.Attention.KeyValues;
import ai.kelix.model.layers.Conv2d;
import ai.kelix.model.layers.RotaryEmbedding;
import ai.kelix.model.layers.RotaryEmbedding.Angles;
import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.type.Convolution;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Kelix-DiT: predicts the velocity of a noisy latent under a condition (kelix-dit §5–§7). The
 * condition is prepared once ({@link #prepare}) and serves every step.
 *
 * <p>Immutable: it holds no numbers and serves any number of programs and threads.
 */
public final class DiffusionTransformer {
  /** Stage of velocity and sigma together, of networks that predict both (§7.6). */
  public static final String PREDICTION = "prediction";

  private static final double MASKED = -10000;

  /** Base of the frequencies of the rotation (§7.4). */
  private static final double ROTATION_BASE = 10000;

  private final DitConfig config;
  private final @Nullable Connector connector;
  private final Parameter nullTable;
  private final Conv2d patches;
  private final TimestepEmbedding timesteps;
  private final CaptionEmbedding captions;
  private final RotaryEmbedding rotary;
  private final List<DitBlock> blocks = new ArrayList<>();
  private final FinalLayer finalLayer;

  /**
   * Takes the weights.
   *
   * @param p all of the DiT's checkpoint
   */
  public DiffusionTransformer(Parameters p, DitConfig config) {
    int patch = config.patchSize();
    // For odd patches over 1 the reference pads by half a patch (§5.1).
    Convolution cut = new Convolution(patch, patch % 2 == 1 ? patch / 2 : 0, 1);
    FirstValues rows = FirstValues.normal(1 / Math.sqrt(config.captionChannels()));
    this.config = config;
    this.connector =
        config.hasConnector() ? new Connector(p.at("diffusion_connector"), config) : null;
    this.nullTable =
        p.table("y_embedder.y_embedding", rows, config.conditionRows(), config.captionChannels());
    this.patches =
        Conv2d.withBias(
            p.at("x_embedder.proj"), config.latentChannels(), config.width(), patch, cut);
    this.timesteps = new TimestepEmbedding(p, config.width());
    this.captions = new CaptionEmbedding(p, config);
    this.rotary = RotaryEmbedding.ofGrid(config.crossHeadDim(), ROTATION_BASE);
    for (int i = 0; i < config.blocks(); i++) {
      blocks.add(new DitBlock(p.at("blocks." + i), config, i));
    }
    this.finalLayer = new FinalLayer(p.at("final_layer"), config);
  }

  /** Returns the configuration. */
  public DitConfig config() {
    return config;
  }

  /**
   * Brings the language model's hidden states to caption space; without a connector they are there.
   *
   * @param hidden {@code [B, L, language width]}
   * @return {@code [B, L, caption channels]}
   */
  public Tensor connected(Tensor hidden) {
    return connector == null ? hidden : connector.forward(hidden);
  }

  /**
   * Returns the null condition {@code [rows, caption channels]}, behind the connector; the tensor's
   * rows are the truth. A checkpoint may lack it, which shows when a program that reads it is
   * compiled.
   */
  public Tensor nullTable(Tensors make, DType dtype) {
    return make.weight(nullTable, dtype);
  }

  /**
   * Computes all that does not depend on latent or timestep.
   *
   * @param caption {@code [B, L, caption channels]}, already connected
   * @param placesLx2 where the condition rows lie, {@link PositionArguments#keys}, for a network
   *     that rotates; null for others
   */
  public Condition prepare(Tensor caption, @Nullable Tensor placesLx2) {
    if (config.crossRope() && placesLx2 == null) {
      throw new IllegalArgumentException(
          "use_cross_attn_rope needs the places of the condition rows (kelix-dit §8)");
    }
    Tensor y = captions.forward(caption);
    Angles angles = placesLx2 == null ? null : rotary.forward(placesLx2, y.dtype());
    return new Condition(blocks.stream().map(block -> block.keyValues(y, angles)).toList());
  }

  /**
   * Returns what is added to cross-attention logits.
   *
   * @param mask {@code [B, L]}, {@link DType#I64}: 1 for real rows, 0 for padding
   * @param dtype in which the network computes
   * @return {@code [B, 1, 1, L]}
   */
  public static Tensor additive(Tensor mask, DType dtype) {
    return mask.to(dtype).plus(-1).times(-MASKED).unsqueeze(1).unsqueeze(1);
  }

  /**
   * Predicts the velocity.
   *
   * @param latent {@code [B, C, H, W]}
   * @param timestep {@code [B]} in [0, 1000], float32
   * @param variant what is out of the ordinary
   * @return {@code [B, C, H, W]}
   */
  public Tensor velocity(Tensor latent, Tensor timestep, Condition condition, Variant variant) {
    Tensor image = patches.forward(latent);
    Dim rows = image.dim(2);
    Dim columns = image.dim(3);
    Dim width = Dim.of(config.width());
    Tensor x = image.reshape(latent.dim(0), width, rows.times(columns)).transpose(1, 2);
    x = x.named("x_embed");
    if (config.positionTable()) {
      x = x.plus(SinusoidTable.of(latent.make(), config, rows, columns).to(x.dtype()));
    }
    Tensor times = variant.fractional() ? timestep : timestep.to(DType.I64).to(DType.F32);
    TimestepEmbedding.Embedded time = timesteps.forward(times, x.dtype());
    // Latent tokens lie row by row on their grid; the reference counts pixels, one each (§8).
    Angles angles =
        config.crossRope()
            ? rotary.forward(RotaryEmbedding.grid(latent.make(), rows, columns), x.dtype())
            : null;
    DitBlock.Place place =
        new DitBlock.Place(rows, columns, variant.mask(), angles, variant.paths());
    for (int i = 0; i < blocks.size(); i++) {
      x = blocks.get(i).forward(x, time.shared(), condition.blocks().get(i), place);
    }
    Tensor prediction = finalLayer.forward(x, time.t(), rows, columns);
    if (config.predictsSigma()) {
      prediction = prediction.named(PREDICTION).narrow(1, 0, config.latentChannels());
    }
    return prediction.named("velocity");
  }

  /**
   * What may be out of the ordinary when a velocity is predicted.
   *
   * @param mask from {@link #additive}; null if all condition rows are real
   * @param paths of training, where branches may be left out: {@code [B, 2·blocks]} from {@link
   *     StochasticDepth}; null if all branches count
   * @param fractional whether timesteps count as they are, instead of their whole part (§4.3)
   */
  public record Variant(@Nullable Tensor mask, @Nullable Tensor paths, boolean fractional) {
    /** Nothing is. */
    public static final Variant PLAIN = new Variant(null, null, false);
  }

  /**
   * A prepared condition.
   *
   * @param blocks keys and values {@code [B, heads, L, head width]} for each block
   */
  public record Condition(List<KeyValues> blocks) {
    /** Copies the list. */
    public Condition {
      blocks = List.copyOf(blocks);
    }
  }
}
