package ai.kelix.model.tok;

import ai.kelix.model.layers.LayerNorm;
import ai.kelix.model.layers.Linear;
import ai.kelix.model.tok.QuantizerConfig.Search;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The effective codes of one codebook. Its raw vectors stay as they were chosen; a learned
 * projection and, but for residuals, a norm make codes of them (SimVQ, kelix-ar §6.2).
 *
 * @param raw {@code [K, raw width]}
 * @param projection to the code width
 * @param norm of the codes, or null
 */
record Codebook(Tensor raw, Linear projection, @Nullable LayerNorm norm) {
  static final double NORM_EPS = 1e-5;

  /**
   * Reads the weights of a codebook whose codes are normed.
   *
   * @param p at {@code visual_tokenizer.quantizer.i}
   */
  static Codebook normed(Parameters p, QuantizerConfig config, int index) {
    return new Codebook(
        raw(p, config, index),
        projection(p, config),
        LayerNorm.of(p.at("q_norm"), config.codeWidth(), NORM_EPS));
  }

  /** Reads the weights of a codebook whose codes are not normed. */
  static Codebook plain(Parameters p, QuantizerConfig config, int index) {
    return new Codebook(raw(p, config, index), projection(p, config), null);
  }

  private static Linear projection(Parameters p, QuantizerConfig config) {
    return Linear.withBias(p.at("embedding_proj"), config.rawWidth(), config.codeWidth());
  }

  /** A slice of the table, or a learned mixture of all of it (kelix-ar §2.2). */
  private static Tensor raw(Parameters p, QuantizerConfig config, int index) {
    long rows = config.codesPerCodebook();
    Tensor table = p.get("embedding.weight", config.codes(), config.rawWidth());
    if (config.vocabularyReducer()) {
      return p.get("voc_reducer", config.codes(), rows).transpose(0, 1).matmul(table);
    }
    return table.narrow(0, config.search() == Search.SLICE ? index * rows : 0, rows);
  }

  /** Returns the effective codes {@code [K, d]}, constant at inference. */
  Tensor codes() {
    Tensor projected = projection.apply(raw);
    return norm == null ? projected : norm.apply(projected);
  }
}
