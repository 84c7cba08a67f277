package ai.kelix.model.dit;

import ai.kelix.model.layers.LayerNorm;
import ai.kelix.model.layers.Linear;
import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Dim;
import java.util.List;

/** From tokens back to an image (kelix-dit §7.6). */
final class FinalLayer {
  private static final double NORM_EPS = 1e-6;

  private final DitConfig config;
  private final LayerNorm norm = LayerNorm.plain(NORM_EPS);
  private final Parameter table2xD;
  private final Linear linear;

  FinalLayer(Parameters p, DitConfig config) {
    int d = config.width();
    long patch = (long) config.patchSize() * config.patchSize() * config.outputChannels();
    this.config = config;
    this.table2xD = p.get("scale_shift_table", FirstValues.normal(1 / Math.sqrt(d)), 2, d);
    this.linear = Linear.of(p.at("linear"), d, patch, true, FirstValues.normal(0.02));
  }

  /**
   * Maps tokens {@code [B, N, D]} to {@code [B, output channels, rows·patch, columns·patch]}.
   *
   * @param t embedded timesteps {@code [B, D]}
   */
  Tensor forward(Tensor tokens, Tensor t, Dim rows, Dim columns) {
    List<Tensor> shiftAndScale = tokens.weight(table2xD).plus(t.unsqueeze(1)).chunk(2, 1);
    Tensor normed = norm.forward(tokens).named("final.norm");
    Tensor modulated = normed.times(shiftAndScale.get(1).plus(1)).plus(shiftAndScale.get(0));
    return unpatched(linear.forward(modulated).named("final.tokens"), rows, columns);
  }

  /** Component (i·p + j)·C + c of a token goes to channel c, row i, column j of its patch. */
  private Tensor unpatched(Tensor tokens, Dim rows, Dim columns) {
    Dim patch = Dim.of(config.patchSize());
    Dim channels = Dim.of(config.outputChannels());
    return tokens
        .reshape(tokens.dim(0), rows, columns, patch, patch, channels)
        .permute(0, 5, 1, 3, 2, 4)
        .reshape(tokens.dim(0), channels, rows.times(patch), columns.times(patch));
  }
}
