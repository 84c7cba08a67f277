package ai.kelix.core.network.vision;

import ai.kelix.core.network.layers.LayerNorm;
import ai.kelix.core.network.layers.Linear;
import ai.kelix.core.tensor.Dim;
import ai.kelix.core.tensor.Parameters;
import ai.kelix.core.tensor.Tensor;

/** Merges 2×2 patches into one cell and projects it ({@code mlp_AR}, kelix-ar §5.6). */
public final class Merger {
  private static final double NORM_EPS = 1e-5;

  private final int width;
  private final LayerNorm norm;
  private final Linear first;
  private final Linear second;

  /**
   * Reads the weights.
   *
   * @param p at {@code visual_tokenizer.mlp_AR}
   * @param width C of the vision tower
   * @param out width of the result
   */
  public Merger(Parameters p, int width, int out) {
    this.width = width;
    this.norm = LayerNorm.of(p.at("pre_norm"), 4L * width, NORM_EPS);
    this.first = Linear.withBias(p.at("linear_1"), 4L * width, 4L * width);
    this.second = Linear.withBias(p.at("linear_2"), 4L * width, out);
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
    return second.apply(first.apply(norm.apply(cells)).gelu());
  }
}
