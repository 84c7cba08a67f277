package ai.kelix.model.tok;

import ai.kelix.model.layers.LayerNorm;
import ai.kelix.model.layers.Linear;
import ai.kelix.model.tok.QuantizerConfig.Search;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.type.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Splits features into N subspaces and finds the nearest code in each (kelix-ar §6). */
public final class ProductQuantizer implements Quantizer {
  private final QuantizerConfig config;
  private final Linear input;
  private final List<Codebook> codebooks = new ArrayList<>();
  private final List<LayerNorm> featureNorms = new ArrayList<>();
  private final List<Linear> upProjectors = new ArrayList<>();

  /**
   * Takes the weights.
   *
   * @param p where Kelix-Tok's are
   */
  public ProductQuantizer(Parameters p, TokenizerConfig config) {
    this(p, QuantizerConfig.of(config));
  }

  /**
   * Takes the weights; a codebook that is shared is that of subspace 0.
   *
   * @param p at {@code visual_tokenizer}
   */
  public ProductQuantizer(Parameters p, QuantizerConfig config) {
    int n = config.codebooks();
    int d = config.codeWidth();
    this.config = config;
    this.input = Linear.withBias(p.at("encoder"), config.inputWidth(), (long) n * d);
    for (int i = 0; i < n; i++) {
      Parameters own = p.at("quantizer." + i);
      if (i == 0 || config.search() != Search.SHARED) {
        codebooks.add(Codebook.normed(own, config, i));
      }
      featureNorms.add(LayerNorm.of(own.at("z_norm"), d, Codebook.NORM_EPS));
      upProjectors.add(Linear.withoutBias(p.at("up_projectors." + i), d, config.outputWidth()));
    }
  }

  /** Returns the effective codebooks {@code [N, K, d]}: compute once, pass to {@link #nearest}. */
  public Tensor codebooks(Tensors make, DType dtype) {
    List<Tensor> codes = codebooks.stream().map(book -> book.codes(make, dtype)).toList();
    if (codes.size() < config.codebooks()) {
      codes = Collections.nCopies(config.codebooks(), codes.get(0));
    }
    return NearestCode.stacked(codes).named("tok.codebook");
  }

  /**
   * Projects and normalises features.
   *
   * @param features {@code [T, projector width]}
   * @return {@code [N, T, d]}
   */
  public Tensor subspaces(Tensor features) {
    Tensor projected = input.forward(features).named("tok.encoder_out");
    List<Tensor> slices = projected.chunk(config.codebooks(), -1);
    List<Tensor> normalised = new ArrayList<>();
    for (int i = 0; i < slices.size(); i++) {
      normalised.add(featureNorms.get(i).forward(slices.get(i)));
    }
    return NearestCode.stacked(normalised).named("tok.z");
  }

  /**
   * Finds the nearest codes by squared Euclidean distance in float32; the first minimum wins
   * (kelix-ar §6.3).
   *
   * @param z {@code [N, T, d]}
   * @param codes {@code [N, K, d]}
   * @return indices {@code [T, N]}
   */
  public Tensor nearest(Tensor z, Tensor codes) {
    Tensor distances = NearestCode.distances(z, codes).named("tok.sq_distances");
    return distances.argmin(-1, false).transpose(0, 1).named("tok.indices");
  }

  /**
   * Looks codes up.
   *
   * @param indices {@code [T, N]}
   * @param codes {@code [N, K, d]}
   * @return {@code [N, T, d]}
   */
  public Tensor lookUp(Tensor indices, Tensor codes) {
    List<Tensor> found = new ArrayList<>();
    for (int i = 0; i < config.codebooks(); i++) {
      Tensor codebook = codes.narrow(0, i, 1).squeeze(0);
      found.add(codebook.rows(indices.narrow(1, i, 1).squeeze(1)));
    }
    return NearestCode.stacked(found).named("tok.z_q");
  }

  @Override
  public Quantized quantize(Tensor features, UnaryOperator<Tensor> stop) {
    return quantizeSubspaces(subspaces(features), stop);
  }

  /**
   * Quantises features that are projected and normalised already.
   *
   * @param z {@code [N, T, d]}
   * @param stop as of {@link #quantize}
   */
  public Quantized quantizeSubspaces(Tensor z, UnaryOperator<Tensor> stop) {
    Tensor codes = codebooks(z.make(), z.dtype());
    Tensor indices = nearest(stop.apply(z), stop.apply(codes));
    Tensor chosen = lookUp(indices, codes);
    Tensor passed = Quantizer.passedStraight(z, chosen, stop);
    Optional<Quantized.Pair> pair = Optional.of(new Quantized.Pair(z, chosen));
    return new Quantized(indices, passed, fused(passed), pair, pair);
  }

  /**
   * Projects codes or features up and fuses them (kelix-ar §6.5).
   *
   * @param z {@code [N, T, d]}
   * @return {@code [T, output width]}
   */
  public Tensor fused(Tensor z) {
    Tensor sum = null;
    for (int i = 0; i < upProjectors.size(); i++) {
      Tensor up = upProjectors.get(i).forward(z.narrow(0, i, 1).squeeze(0));
      sum = sum == null ? up : sum.plus(up);
    }
    boolean mean = config.fusion() == TokenizerConfig.Fusion.MEAN;
    Tensor result = Objects.requireNonNull(sum);
    return mean ? result.times(1.0 / upProjectors.size()) : result;
  }

  /**
   * Turns indices into vocabulary ids (kelix-ar §6.4).
   *
   * @param indices {@code [T, N]}
   * @param textVocabulary V
   */
  public Tensor ids(Tensor indices, int textVocabulary) {
    int n = config.codebooks();
    long[] first = new long[n];
    for (int i = 0; i < n; i++) {
      first[i] = textVocabulary + (long) i * config.idsPerCodebook();
    }
    return indices.plus(indices.make().constant(first, n)).named("tok.aligned_ids");
  }
}
