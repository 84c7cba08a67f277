package ai.kelix.tiny.recipe;

import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.tok.ProductQuantizer;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.TensorScope;

/** Reads the codes of training pictures with eyes that no longer learn. */
final class PictureCodes {
  private final ImageTokenizerNetwork eyes;
  private final int vocabulary;

  PictureCodes(Parameters root, ArConfig config) {
    this.eyes = new ImageTokenizerNetwork(root, config.tokenizer());
    this.vocabulary = config.backbone().vocabSize();
  }

  /** Returns vocabulary ids {@code [B·cells, N]} of patches {@code [B, 64, 588]}. */
  Tensor ids(TensorScope scope, Tensor pixels) {
    // In bfloat16 the nearest code would now and then be another one than at inference.
    try (TensorScope.Quiet quiet = scope.withoutGradients();
        TensorScope.Quiet full = scope.withReducedPrecision(false)) {
      ProductQuantizer quantizer = eyes.quantizer();
      Tensor z = eyes.features(pixels);
      Tensor indices = quantizer.nearest(z, quantizer.codebooks());
      return quantizer.ids(indices, vocabulary);
    }
  }
}
