package ai.kelix.model.llm;

import ai.kelix.model.layers.Linear;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import java.util.List;

/**
 * Visual embeddings as they are before unification: Kelix-Tok's own embeddings of single codes,
 * which do not learn, through an up-projector that does (kelix-training §3.3).
 */
public final class CodeProjector {
  private final Tensor tokenizerTableSxA;
  private final Linear projector;

  /**
   * Reads the projector, U and u.
   *
   * @param p at the projector
   * @param tokenizerTable up-projections of all codes of Kelix-Tok, T_tok {@code [S, A]}
   * @param width D of the language model
   */
  public CodeProjector(Parameters p, Tensor tokenizerTable, long width) {
    this.tokenizerTableSxA = tokenizerTable;
    this.projector = Linear.withBias(p, tokenizerTable.dim(1).size(), width);
  }

  /**
   * Embeds visual blocks: the sum over their codes, so that the bias counts N times.
   *
   * @param codes ids of codes from 0, {@code [..., N]}
   * @return {@code [..., D]}
   */
  public Tensor blocks(Tensor codes) {
    return projector.forward(tokenizerTableSxA.rows(codes)).sum(-2, false);
  }

  /**
   * Makes the one table that takes the place of text embedding and projector (kelix-training §3.4).
   *
   * @param textTable {@code [V, D]}
   * @return {@code [V + S, D]}
   */
  public Tensor unified(Tensor textTable) {
    return textTable.concat(0, List.of(projector.forward(tokenizerTableSxA)));
  }
}
