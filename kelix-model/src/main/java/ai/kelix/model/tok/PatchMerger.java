package ai.kelix.model.tok;

import ai.kelix.model.layers.Activation;
import ai.kelix.model.layers.LayerNorm;
import ai.kelix.model.layers.Linear;
import ai.kelix.model.layers.Mlp;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Dim;
import org.jspecify.annotations.Nullable;

/**
 * Merges 2×2 patches into one cell and projects it ({@code mlp_AR}, and {@code pre_llm_aligner} of
 * models that have one, kelix-ar §5.6).
 */
final class PatchMerger {
  private static final double NORM_EPS = 1e-5;

  private final LayerNorm norm;
  private final Mlp mlp;
  private final @Nullable Linear aligner;

  PatchMerger(Parameters p, TokenizerConfig config) {
    Parameters own = p.at("mlp_AR");
    int out = config.projectorWidth();
    long joined = 4L * config.vision().width();
    this.norm = LayerNorm.of(own.at("pre_norm"), joined, NORM_EPS);
    this.mlp =
        new Mlp(
            Linear.withBias(own.at("linear_1"), joined, joined),
            Activation.GELU,
            Linear.withBias(own.at("linear_2"), joined, out));
    this.aligner = config.preLlmAlign() ? Linear.withBias(p.at("pre_llm_aligner"), out, out) : null;
  }

  /**
   * Merges a grid.
   *
   * @param x {@code [B, H·W, C]}
   * @return {@code [B, H/2·W/2, out]}, cells row-major
   */
  Tensor forward(Tensor x, Dim rows, Dim columns) {
    Dim two = Dim.of(2);
    Dim width = x.dim(2);
    Dim halfRows = rows.dividedBy(2);
    Dim halfColumns = columns.dividedBy(2);
    Tensor cells =
        x.reshape(x.dim(0), halfRows, two, halfColumns, two, width)
            .permute(0, 1, 3, 2, 4, 5)
            .reshape(x.dim(0), halfRows.times(halfColumns), width.times(4));
    Tensor projected = mlp.forward(norm.forward(cells)).named("tok.projector_out");
    return aligner == null ? projected : aligner.forward(projected);
  }
}
