package ai.kelix.tiny.recipe;

import ai.kelix.model.tok.Merger;
import ai.kelix.model.tok.ProductQuantizer;
import ai.kelix.model.tok.TokenizerConfig;
import ai.kelix.model.tok.VisionEncoder;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Dim;

/** Kelix-Tok in one piece, from patches to normalised features of each cell. */
final class ImageTokenizerNetwork {
  private final VisionEncoder encoder;
  private final Merger merger;
  private final ProductQuantizer quantizer;

  ImageTokenizerNetwork(Parameters root, TokenizerConfig config) {
    Parameters p = root.at("visual_tokenizer");
    this.encoder = new VisionEncoder(p.at("visual"), config.vision());
    this.merger = new Merger(p, config);
    this.quantizer = new ProductQuantizer(p, config);
  }

  ProductQuantizer quantizer() {
    return quantizer;
  }

  /** Patches {@code [B, 64, 588]} to features {@code [N, B·16, d]}. */
  Tensor features(Tensor pixels) {
    Dim side = Dim.of(2L * Lesson.CELLS);
    Tensor cells = merger.forward(encoder.forward(pixels, side, side), side, side);
    Tensor flat = cells.reshape(cells.dim(0).times(cells.dim(1)), cells.dim(2));
    return quantizer.subspaces(flat);
  }
}
