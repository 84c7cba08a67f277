package ai.kelix.model.tok;

import ai.kelix.model.layers.LayerNorm;
import ai.kelix.model.layers.RotaryEmbedding;
import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.type.Dim;
import java.util.ArrayList;
import java.util.List;

/**
 * The NaViT encoder: patches of images of one grid to features (kelix-ar §5.1–5.5). Images never
 * see each other, because each is its own row of the batch.
 */
public final class VisionEncoder {
  private final VisionConfig config;
  private final Parameter patchKernel;
  private final Parameter patchBias;
  private final PositionTable positions;
  private final RotaryEmbedding rotary;
  private final List<VisionLayer> layers = new ArrayList<>();
  private final LayerNorm finalNorm;

  VisionEncoder(Parameters p, VisionConfig config) {
    int c = config.width();
    int patch = config.patchSize();
    Parameters embedding = p.at("embeddings.patch_embedding");
    this.config = config;
    this.patchKernel = embedding.get("weight", c, config.channels(), patch, patch);
    this.patchBias = embedding.get("bias", FirstValues.ZEROS, c);
    this.positions =
        new PositionTable(p.at("embeddings.position_embedding"), config.positionSide(), c);
    this.rotary = RotaryEmbedding.ofGrid(config.headDim(), config.ropeTheta());
    for (int i = 0; i < config.layers(); i++) {
      layers.add(new VisionLayer(p.at("encoder.layers." + i), config, i));
    }
    this.finalNorm = LayerNorm.of(p.at("ln_post"), c, config.layerNormEps());
  }

  /** Returns the configuration. */
  public VisionConfig config() {
    return config;
  }

  /**
   * Encodes images.
   *
   * @param pixels {@code [B, H·W, channels·patch·patch]}, normalised, patches row-major
   * @param rows H, grid rows in patches
   * @param columns W, grid columns in patches
   * @return {@code [B, H·W, C]} after the final norm
   */
  public Tensor forward(Tensor pixels, Dim rows, Dim columns) {
    Tensors make = pixels.make();
    Tensor x = embedded(pixels).named("vit.patch_embed");
    x = x.plus(positions.forward(make, rows, columns, x.dtype())).named("vit.embeddings");
    RotaryEmbedding.Angles angles =
        rotary.forward(RotaryEmbedding.grid(make, rows, columns), x.dtype());
    for (int i = 0; i < layers.size(); i++) {
      x = layers.get(i).forward(x, angles).named("vit.layer" + i + "_out");
    }
    return finalNorm.forward(x).named("vit.ln_post");
  }

  /** A convolution whose stride is its kernel is a linear map of the flattened patch. */
  private Tensor embedded(Tensor pixels) {
    Tensor flat = pixels.weight(patchKernel).reshape(Dim.of(config.width()), pixels.dim(2));
    return pixels.linear(flat, pixels.weight(patchBias));
  }
}
