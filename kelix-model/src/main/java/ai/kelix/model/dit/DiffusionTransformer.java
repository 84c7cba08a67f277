package ai.kelix.model.dit;

import ai.kelix.model.layers.Conv2d;
import ai.kelix.model.layers.GridRotation;
import ai.kelix.model.layers.LayerNorm;
import ai.kelix.model.layers.Linear;
import ai.kelix.model.layers.Rotation;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.type.Convolution;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Predicts the velocity of a noisy latent under a condition (kelix-dit §5–§7).
 *
 * <p>The condition is prepared once ({@link #prepare}) and serves every step.
 */
public final class DiffusionTransformer {
  /** Stage of velocity and sigma together, of networks that predict both (§7.6). */
  public static final String PREDICTION = "prediction";

  private static final double NORM_EPS = 1e-6;
  private static final double MASKED = -10000;

  /** Base of the frequencies of the rotation (§7.4). */
  private static final double ROTATION_BASE = 10000;

  private final DitConfig config;
  private final Tensors tensors;
  private final Conv2d patches;
  private final TimestepEmbedding timesteps;
  private final CaptionEmbedding captions;
  private final List<DitBlock> blocks = new ArrayList<>();
  private final LayerNorm finalNorm = LayerNorm.plain(NORM_EPS);
  private final Tensor finalTable2xD;
  private final Linear finalLinear;

  /**
   * Reads the weights.
   *
   * @param p at the root of the DiT's checkpoint
   */
  public DiffusionTransformer(Parameters p, DitConfig config) {
    this(p, config, true);
  }

  private DiffusionTransformer(Parameters p, DitConfig config, boolean truncates) {
    int d = config.width();
    int patch = config.patchSize();
    this.config = config;
    this.tensors = p.tensors();
    // For odd patches over 1 the reference pads by half a patch (§5.1).
    int padding = patch % 2 == 1 ? patch / 2 : 0;
    this.patches =
        Conv2d.withBias(
            p.at("x_embedder.proj"),
            config.latentChannels(),
            d,
            patch,
            new Convolution(patch, padding, 1));
    this.timesteps = new TimestepEmbedding(p, d, truncates);
    this.captions = new CaptionEmbedding(p, config);
    for (int i = 0; i < config.blocks(); i++) {
      blocks.add(new DitBlock(p.at("blocks." + i), config, i));
    }
    this.finalTable2xD = p.get("final_layer.scale_shift_table", 2, d);
    long out = (long) patch * patch * config.outputChannels();
    this.finalLinear = Linear.withBias(p.at("final_layer.linear"), d, out);
  }

  /**
   * Reads the weights of a network that takes timesteps as they are, as diffusers does (§4.3);
   * Kelix-DiT was trained on truncated ones.
   */
  public static DiffusionTransformer withFractionalTimesteps(Parameters p, DitConfig config) {
    return new DiffusionTransformer(p, config, false);
  }

  /**
   * Computes all that does not depend on latent or timestep.
   *
   * @param caption {@code [B, L, caption channels]}, already connected
   * @param placesLx2 where the condition rows lie, {@link PositionArguments#keys}, for a network
   *     that rotates; null for others
   */
  public Condition prepare(Tensor caption, @Nullable Tensor placesLx2) {
    Tensor y = captions.forward(caption);
    Rotation rotation = placesLx2 == null ? null : keyRotation(placesLx2);
    if (config.crossRope() && rotation == null) {
      throw new IllegalArgumentException(
          "use_cross_attn_rope needs the places of the condition rows (kelix-dit §8)");
    }
    return new Condition(blocks.stream().map(block -> block.memory(y, rotation)).toList());
  }

  private Rotation keyRotation(Tensor placesLx2) {
    return GridRotation.of(tensors, placesLx2, config.crossHeadDim(), ROTATION_BASE).forHeads();
  }

  /** Latent tokens lie row by row on their grid; the reference counts pixels, one each (§8). */
  private @Nullable Rotation queryRotation(Dim rows, Dim columns) {
    if (!config.crossRope()) {
      return null;
    }
    return GridRotation.of(tensors, rows, columns, config.crossHeadDim(), ROTATION_BASE).forHeads();
  }

  /**
   * Returns what is added to cross-attention logits.
   *
   * @param mask {@code [B, L]}, {@link DType#I64}: 1 for real rows, 0 for padding
   * @return {@code [B, 1, 1, L]}
   */
  public Tensor additive(Tensor mask) {
    return mask.to(DType.F32).plus(-1).times(-MASKED).unsqueeze(1).unsqueeze(1);
  }

  /**
   * Predicts the velocity.
   *
   * @param latent {@code [B, C, H, W]}
   * @param timestep {@code [B]} in [0, 1000]
   * @param mask from {@link #additive}; null if all condition rows are real
   * @return {@code [B, C, H, W]}
   */
  public Tensor velocity(
      Tensor latent, Tensor timestep, Condition condition, @Nullable Tensor mask) {
    return velocity(latent, timestep, condition, mask, null);
  }

  /**
   * Predicts the velocity in training, where branches may be left out.
   *
   * @param latent {@code [B, C, H, W]}
   * @param timestep {@code [B]} in [0, 1000]
   * @param mask from {@link #additive}; null if all condition rows are real
   * @param paths {@code [B, 2·blocks]} from {@link StochasticDepth}; null if all branches count
   * @return {@code [B, C, H, W]}
   */
  public Tensor velocity(
      Tensor latent,
      Tensor timestep,
      Condition condition,
      @Nullable Tensor mask,
      @Nullable Tensor paths) {
    Tensor image = patches.apply(latent);
    Dim rows = image.dim(2);
    Dim columns = image.dim(3);
    Dim width = Dim.of(config.width());
    Tensor x = image.reshape(latent.dim(0), width, rows.times(columns)).transpose(1, 2);
    x = x.named("x_embed");
    if (config.positionTable()) {
      x = x.plus(SinusoidTable.of(tensors, config, rows, columns));
    }
    TimestepEmbedding.Embedded time = timesteps.forward(timestep);
    DitBlock.Place place =
        new DitBlock.Place(rows, columns, mask, queryRotation(rows, columns), paths);
    for (int i = 0; i < blocks.size(); i++) {
      x = blocks.get(i).forward(x, time.shared(), condition.memories().get(i), place);
    }
    Tensor prediction = unpatched(finalTokens(x, time.t()), rows, columns);
    if (config.predictsSigma()) {
      prediction = prediction.named(PREDICTION).narrow(1, 0, config.latentChannels());
    }
    return prediction.named("velocity");
  }

  private Tensor finalTokens(Tensor x, Tensor t) {
    List<Tensor> rows = finalTable2xD.plus(t.unsqueeze(1)).chunk(2, 1);
    Tensor normed = finalNorm.apply(x).named("final.norm");
    Tensor modulated = normed.times(rows.get(1).plus(1)).plus(rows.get(0));
    return finalLinear.apply(modulated).named("final.tokens");
  }

  /**
   * Component (i·p + j)·C + c of a token goes to channel c, row i, column j of its patch (§7.6).
   */
  private Tensor unpatched(Tensor tokens, Dim rows, Dim columns) {
    Dim patch = Dim.of(config.patchSize());
    Dim channels = Dim.of(config.outputChannels());
    return tokens
        .reshape(tokens.dim(0), rows, columns, patch, patch, channels)
        .permute(0, 5, 1, 3, 2, 4)
        .reshape(tokens.dim(0), channels, rows.times(patch), columns.times(patch));
  }

  /**
   * A prepared condition.
   *
   * @param memories keys and values for each block
   */
  public record Condition(List<CrossAttention.Memory> memories) {

    /** Returns keys and values as a flat list: keys of block 0, values of block 0, … */
    public List<Tensor> tensors() {
      return memories.stream().flatMap(m -> Stream.of(m.keys(), m.values())).toList();
    }

    /** Makes a condition of what {@link #tensors} returned. */
    public static Condition of(List<Tensor> flat) {
      List<CrossAttention.Memory> memories = new ArrayList<>();
      for (int i = 0; i < flat.size(); i += 2) {
        memories.add(new CrossAttention.Memory(flat.get(i), flat.get(i + 1)));
      }
      return new Condition(memories);
    }
  }
}
