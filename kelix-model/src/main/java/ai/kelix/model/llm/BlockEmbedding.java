package ai.kelix.model.llm;

import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.type.DType;

/** Embeds blocks (kelix-ar §7.3). */
public final class BlockEmbedding {
  private final BackboneConfig config;
  private final Tensors tensors;
  private final Tensor tableVSxD;

  /**
   * Reads the table.
   *
   * @param p at {@code model.model.tok_embeddings}
   */
  public BlockEmbedding(Parameters p, BackboneConfig config) {
    this.config = config;
    this.tensors = p.tensors();
    this.tableVSxD = p.get("embed_tokens.weight", config.tableRows(), config.width());
  }

  /** Rows of the table for ids of any shape, {@code ids.shape + [D]}. */
  public Tensor rows(Tensor ids) {
    return tableVSxD.rows(ids);
  }

  /**
   * Embeds each slot but the last: a visual block's by its ids, a text block's all by its first id.
   *
   * @param blocks {@code [B, L, M]} ids
   * @return {@code [B, L, N, D]}
   */
  public Tensor slots(Tensor blocks) {
    int n = config.codesPerToken();
    Tensor first = blocks.narrow(2, 0, 1);
    Tensor zero = tensors.scalar(0, DType.I64);
    Tensor visual = first.atLeast(tensors.scalar(config.vocabSize(), DType.I64));
    Tensor ids = blocks.narrow(2, 0, n).where(visual, first.maximum(zero));
    return rows(ids);
  }

  /**
   * Sums the slots before the first end of block.
   *
   * @param blocks {@code [B, L, M]} ids
   * @return {@code [B, L, D]}
   */
  public Tensor aggregate(Tensor blocks) {
    int n = config.codesPerToken();
    if (config.isTextual()) {
      return rows(blocks.squeeze(2));
    }
    Tensor end = tensors.scalar(config.endOfBlockId(), DType.I64);
    Tensor ends = blocks.narrow(2, 0, n).equalTo(end).to(DType.F32);
    Tensor open = ends.cumulativeSum(2).lessThan(tensors.scalar(0.5, DType.F32)).to(DType.F32);
    return slots(blocks).times(open.unsqueeze(-1)).sum(2, false);
  }
}
