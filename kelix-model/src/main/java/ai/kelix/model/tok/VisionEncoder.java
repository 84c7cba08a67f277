package ai.kelix.model.tok;

import ai.kelix.model.layers.GridRotation;
import ai.kelix.model.layers.LayerNorm;
import ai.kelix.model.layers.Linear;
import ai.kelix.model.layers.Rotation;
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
  private final Tensors tensors;
  private final Linear patchEmbedding;
  private final PositionTable positions;
  private final List<VisionLayer> layers = new ArrayList<>();
  private final LayerNorm finalNorm;

  /**
   * Reads the weights.
   *
   * @param p at {@code visual_tokenizer.visual}
   */
  public VisionEncoder(Parameters p, VisionConfig config) {
    int c = config.width();
    int patch = config.patchSize();
    this.config = config;
    this.tensors = p.tensors();
    Parameters embedding = p.at("embeddings.patch_embedding");
    Tensor kernel = embedding.get("weight", c, config.channels(), patch, patch);
    long flat = (long) config.channels() * patch * patch;
    // A convolution whose stride is its kernel is a linear map of the flattened patch.
    this.patchEmbedding =
        new Linear(kernel.reshape(Dim.of(c), Dim.of(flat)), embedding.get("bias", c));
    this.positions =
        new PositionTable(p.at("embeddings.position_embedding"), config.positionSide(), c);
    for (int i = 0; i < config.layers(); i++) {
      layers.add(new VisionLayer(p.at("encoder.layers." + i), config, i));
    }
    this.finalNorm = LayerNorm.of(p.at("ln_post"), c, config.layerNormEps());
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
    Tensor x = patchEmbedding.apply(pixels).named("vit.patch_embed");
    x = x.plus(positions.resized(rows, columns)).named("vit.embeddings");
    Rotation grid = GridRotation.of(tensors, rows, columns, config.headDim(), config.ropeTheta());
    Rotation rotation = grid.forHeads();
    for (int i = 0; i < layers.size(); i++) {
      x = layers.get(i).forward(x, rotation).named("vit.layer" + i + "_out");
    }
    return finalNorm.apply(x).named("vit.ln_post");
  }
}
