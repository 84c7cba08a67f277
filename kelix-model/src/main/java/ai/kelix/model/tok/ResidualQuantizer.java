package ai.kelix.model.tok;

import ai.kelix.model.layers.LayerNorm;
import ai.kelix.model.layers.Linear;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Quantises what earlier levels left over (RQ, kelix-training §2.7). The codes of the levels are
 * not normed, because residuals shrink.
 */
public final class ResidualQuantizer implements Quantizer {
  private final Linear input;
  private final LayerNorm featureNorm;
  private final List<Codebook> levels = new ArrayList<>();
  private final Linear upProjector;

  /**
   * Takes the weights.
   *
   * @param p at {@code visual_tokenizer}; a level's are in {@code quantizer.j}
   * @param config whose codebooks are the levels
   */
  public ResidualQuantizer(Parameters p, QuantizerConfig config) {
    int d = config.codeWidth();
    this.input = Linear.withBias(p.at("encoder"), config.inputWidth(), d);
    this.featureNorm = LayerNorm.of(p.at("z_norm"), d, Codebook.NORM_EPS);
    for (int j = 0; j < config.codebooks(); j++) {
      levels.add(Codebook.plain(p.at("quantizer." + j), config, j));
    }
    this.upProjector = Linear.withoutBias(p.at("up_projector"), d, config.outputWidth());
  }

  /** Codebook pairs are of residuals, commitment pairs of the features and sums of codes. */
  @Override
  public Quantized quantize(Tensor features, UnaryOperator<Tensor> stop) {
    Tensor z = featureNorm.forward(input.forward(features));
    List<Tensor> indices = new ArrayList<>();
    List<Tensor> residuals = new ArrayList<>();
    List<Tensor> chosen = new ArrayList<>();
    List<Tensor> sums = new ArrayList<>();
    Tensor residual = z;
    for (Codebook level : levels) {
      Tensor codes = level.codes(z.make(), z.dtype());
      Tensor index = nearest(stop.apply(residual), stop.apply(codes));
      Tensor code = codes.rows(index);
      indices.add(index.unsqueeze(1));
      residuals.add(residual);
      chosen.add(code);
      sums.add(sums.isEmpty() ? code : sums.get(sums.size() - 1).plus(code));
      residual = residual.minus(code);
    }
    Tensor passed = Quantizer.passedStraight(z, sums.get(sums.size() - 1), stop);
    return new Quantized(
        indices.get(0).concat(1, indices.subList(1, indices.size())),
        passed,
        upProjector.forward(passed),
        Optional.of(
            new Quantized.Pair(NearestCode.stacked(residuals), NearestCode.stacked(chosen))),
        Optional.of(new Quantized.Pair(z.unsqueeze(0), NearestCode.stacked(sums))));
  }

  private static Tensor nearest(Tensor residual, Tensor codes) {
    Tensor distances = NearestCode.distances(residual.unsqueeze(0), codes.unsqueeze(0));
    return distances.squeeze(0).argmin(-1, false);
  }
}
