package ai.kelix.model.tok;

import ai.kelix.model.layers.LayerNorm;
import ai.kelix.model.layers.Linear;
import ai.kelix.model.tok.QuantizerConfig.Search;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.type.DType;
import org.jspecify.annotations.Nullable;

/**
 * The effective codes of one codebook. Its raw vectors stay as they were chosen; a learned
 * projection and, but for residuals, a norm make codes of them (SimVQ, kelix-ar §6.2).
 *
 * @param tableSxR all stored vectors, {@code [S, raw width]}
 * @param reducerSxK mixes the table, {@code [S, K]}; null for a slice of it
 * @param firstRow of the slice
 * @param size K
 * @param projection to the code width
 * @param norm of the codes, or null
 */
record Codebook(
    Parameter tableSxR,
    @Nullable Parameter reducerSxK,
    int firstRow,
    int size,
    Linear projection,
    @Nullable LayerNorm norm) {
  static final double NORM_EPS = 1e-5;

  /**
   * Takes the weights of a codebook whose codes are normed.
   *
   * @param p at {@code visual_tokenizer.quantizer.i}
   * @param index from 0 to N−1
   */
  static Codebook normed(Parameters p, QuantizerConfig config, int index) {
    return of(p, config, index, LayerNorm.of(p.at("q_norm"), config.codeWidth(), NORM_EPS));
  }

  /** Takes the weights of a codebook whose codes are not normed. */
  static Codebook plain(Parameters p, QuantizerConfig config, int index) {
    return of(p, config, index, null);
  }

  private static Codebook of(
      Parameters p, QuantizerConfig config, int index, @Nullable LayerNorm norm) {
    int size = config.codebookSize();
    return new Codebook(
        p.get("embedding.weight", config.codes(), config.rawWidth()),
        config.vocabularyReducer() ? p.get("voc_reducer", config.codes(), size) : null,
        config.search() == Search.SLICE ? index * size : 0,
        size,
        Linear.withBias(p.at("embedding_proj"), config.rawWidth(), config.codeWidth()),
        norm);
  }

  /** Returns the effective codes {@code [K, d]}, constant at inference. */
  Tensor codes(Tensors make, DType dtype) {
    Tensor projected = projection.forward(raw(make.weight(tableSxR, dtype)));
    return norm == null ? projected : norm.forward(projected);
  }

  /** A slice of the table, or a learned mixture of all of it (kelix-ar §2.2). */
  private Tensor raw(Tensor table) {
    return reducerSxK == null
        ? table.narrow(0, firstRow, size)
        : table.weight(reducerSxK).transpose(0, 1).matmul(table);
  }
}
