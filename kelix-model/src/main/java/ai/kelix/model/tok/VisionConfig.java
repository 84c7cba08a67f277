package ai.kelix.model.tok;

import ai.kelix.model.layers.Activation;

/**
 * The NaViT encoder (kelix-ar §2.3, §5).
 *
 * @param imageSize side in pixels that the position table was made for
 * @param patchSize side of a patch in pixels
 * @param channels of an image
 * @param width of the encoder ({@code hidden_size})
 * @param layers number of layers
 * @param heads attention heads; divide the width, into heads of a multiple of 4
 * @param intermediate width inside the MLP
 * @param activation inside the MLP
 * @param layerNormEps of the layers' norms and the final norm, not of the merger
 * @param qkNorm whether queries and keys are normalised, after the rotation
 * @param qkNormEps of that norm
 * @param ropeTheta base of the 2-D rotation
 */
public record VisionConfig(
    int imageSize,
    int patchSize,
    int channels,
    int width,
    int layers,
    int heads,
    int intermediate,
    Activation activation,
    double layerNormEps,
    boolean qkNorm,
    double qkNormEps,
    double ropeTheta) {

  /** Returns the side of the position table, {@code floor(imageSize / patchSize)}. */
  public int positionSide() {
    return imageSize / patchSize;
  }

  /** Returns the width of one attention head. */
  public int headDim() {
    return width / heads;
  }
}
