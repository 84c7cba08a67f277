package ai.kelix.tiny.recipe;

import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.tok.KelixTokenizerModel;
import ai.kelix.model.tok.ProductQuantizer;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.type.Dim;

/** Reads the codes of training pictures with eyes that no longer learn. */
final class PictureCodes {
  private static final Dim SIDE = Dim.of(2L * Lesson.CELLS);

  private final KelixTokenizerModel eyes;
  private final int vocabulary;

  PictureCodes(Parameters root, ArConfig config) {
    this.eyes = new KelixTokenizerModel(root, config.tokenizer());
    this.vocabulary = config.backbone().vocabSize();
  }

  /** Patches {@code [B, 64, 588]} to features {@code [N, B·16, d]}. */
  static Tensor features(KelixTokenizerModel eyes, Tensor pixels) {
    return eyes.features(pixels, SIDE, SIDE);
  }

  /** Returns vocabulary ids {@code [B·cells, N]} of patches {@code [B, 64, 588]}. */
  Tensor ids(TensorScope scope, Tensor pixels) {
    // In bfloat16 the nearest code would now and then be another one than at inference.
    try (TensorScope.Quiet quiet = scope.withoutGradients();
        TensorScope.Quiet full = scope.withReducedPrecision(false)) {
      ProductQuantizer quantizer = eyes.quantizer();
      Tensor z = features(eyes, pixels);
      Tensor indices = quantizer.nearest(z, quantizer.codebooks(z.make(), z.dtype()));
      return quantizer.ids(indices, vocabulary);
    }
  }
}
