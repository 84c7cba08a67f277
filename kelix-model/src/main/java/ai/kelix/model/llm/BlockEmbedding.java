package ai.kelix.model.llm;

import ai.kelix.model.layers.Embedding;
import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.type.DType;

/** Embeds blocks (kelix-ar §7.3). */
public final class BlockEmbedding {
  private final BackboneConfig config;
  private final Embedding table;

  BlockEmbedding(Parameters p, BackboneConfig config) {
    this.config = config;
    this.table =
        Embedding.of(
            p.at("embed_tokens"), config.tableRows(), config.width(), FirstValues.normal(1));
  }

  /** Embeds single ids of any shape, {@code ids.shape + [D]}. */
  public Tensor rows(Tensor ids, DType dtype) {
    return table.forward(ids, dtype);
  }

  /**
   * Embeds each slot but the last: a visual block's by its ids, a text block's all by its first id.
   *
   * @param blocks {@code [B, L, M]} ids
   * @return {@code [B, L, N, D]}
   */
  public Tensor slots(Tensor blocks, DType dtype) {
    Tensors make = blocks.make();
    Tensor first = blocks.narrow(2, 0, 1);
    Tensor zero = make.scalar(0, DType.I64);
    Tensor visual = first.atLeast(make.scalar(config.vocabSize(), DType.I64));
    Tensor ids = blocks.narrow(2, 0, config.codebooks()).where(visual, first.maximum(zero));
    return rows(ids, dtype);
  }

  /**
   * Embeds whole blocks: sums the slots before the first end of block.
   *
   * @param blocks {@code [B, L, M]} ids
   * @return {@code [B, L, D]}
   */
  public Tensor forward(Tensor blocks, DType dtype) {
    if (config.isTextual()) {
      return rows(blocks.squeeze(2), dtype);
    }
    Tensors make = blocks.make();
    Tensor end = make.scalar(config.endOfBlockId(), DType.I64);
    Tensor ends = blocks.narrow(2, 0, config.codebooks()).equalTo(end).to(DType.F32);
    Tensor open = ends.cumulativeSum(2).lessThan(make.scalar(0.5, DType.F32)).to(dtype);
    return slots(blocks, dtype).times(open.unsqueeze(-1)).sum(2, false);
  }
}
