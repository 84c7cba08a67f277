package ai.kelix.model.tok;

import ai.kelix.model.layers.LayerNorm;
import ai.kelix.model.layers.Linear;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;

/**
 * The codebook of one subspace. Its raw vectors stay as they were chosen; a learned projection and
 * a norm make the effective codes (SimVQ, kelix-ar §6.2).
 */
final class Codebook {
  private static final double NORM_EPS = 1e-5;

  private final Tensor raw;
  private final Linear projection;
  private final LayerNorm codeNorm;
  private final LayerNorm featureNorm;

  /**
   * Reads the weights.
   *
   * @param p at {@code visual_tokenizer.quantizer.i}
   * @param codeWidth d
   */
  Codebook(Parameters p, TokenizerConfig config, int index, int codeWidth) {
    this.raw = raw(p, config, index);
    this.projection = Linear.withBias(p.at("embedding_proj"), config.rawCodeDim(), codeWidth);
    this.codeNorm = LayerNorm.of(p.at("q_norm"), codeWidth, NORM_EPS);
    this.featureNorm = LayerNorm.of(p.at("z_norm"), codeWidth, NORM_EPS);
  }

  /** A slice of the table, or a learned mixture of all of it (kelix-ar §2.2). */
  private static Tensor raw(Parameters p, TokenizerConfig config, int index) {
    long rows = config.codesPerSubspace();
    Tensor table = p.get("embedding.weight", config.codebookSize(), config.rawCodeDim());
    if (config.vocabularyReducer()) {
      return p.get("voc_reducer", config.codebookSize(), rows).transpose(0, 1).matmul(table);
    }
    return table.narrow(0, config.splitVocabulary() == 1 ? 0 : index * rows, rows);
  }

  /** Returns the effective codes {@code [K, d]}, constant at inference. */
  Tensor codes() {
    return codeNorm.apply(projection.apply(raw));
  }

  /** Normalises features {@code [..., d]}. */
  Tensor normalised(Tensor features) {
    return featureNorm.apply(features);
  }
}
