package ai.kelix.model.tok;

import ai.kelix.model.layers.LayerNorm;
import ai.kelix.model.layers.Linear;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Dim;
import org.jspecify.annotations.Nullable;

/**
 * Merges 2×2 patches into one cell and projects it ({@code mlp_AR}, and {@code pre_llm_aligner} of
 * models that have one, kelix-ar §5.6).
 */
public final class Merger {
  private static final double NORM_EPS = 1e-5;

  private final int width;
  private final LayerNorm norm;
  private final Linear first;
  private final Linear second;
  private final @Nullable Linear aligner;

  /**
   * Reads the weights.
   *
   * @param eyes at {@code visual_tokenizer}
   */
  public Merger(Parameters eyes, TokenizerConfig config) {
    Parameters p = eyes.at("mlp_AR");
    int out = config.projectorWidth();
    this.width = config.vision().width();
    this.norm = LayerNorm.of(p.at("pre_norm"), 4L * width, NORM_EPS);
    this.first = Linear.withBias(p.at("linear_1"), 4L * width, 4L * width);
    this.second = Linear.withBias(p.at("linear_2"), 4L * width, out);
    this.aligner =
        config.preLlmAlign() ? Linear.withBias(eyes.at("pre_llm_aligner"), out, out) : null;
  }

  /**
   * Merges a grid.
   *
   * @param x {@code [B, H·W, C]}
   * @return {@code [B, H/2·W/2, out]}, cells row-major
   */
  public Tensor forward(Tensor x, Dim rows, Dim columns) {
    Dim two = Dim.of(2);
    Dim c = Dim.of(width);
    Dim halfRows = rows.dividedBy(2);
    Dim halfColumns = columns.dividedBy(2);
    Tensor cells =
        x.reshape(x.dim(0), halfRows, two, halfColumns, two, c)
            .permute(0, 1, 3, 2, 4, 5)
            .reshape(x.dim(0), halfRows.times(halfColumns), Dim.of(4L * width));
    Tensor projected = second.apply(first.apply(norm.apply(cells)).gelu());
    Tensor named = projected.named("tok.projector_out");
    return aligner == null ? named : aligner.apply(named);
  }
}
