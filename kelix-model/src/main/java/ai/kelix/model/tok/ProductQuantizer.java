package ai.kelix.model.tok;

import ai.kelix.model.layers.Linear;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Splits features into N subspaces and finds the nearest code in each (kelix-ar §6). */
public final class ProductQuantizer {
  private final TokenizerConfig config;
  private final Tensors tensors;
  private final int codeWidth;
  private final Linear input;
  private final List<Codebook> codebooks = new ArrayList<>();
  private final List<Linear> upProjectors = new ArrayList<>();

  /**
   * Reads the weights.
   *
   * @param p at {@code visual_tokenizer}
   */
  public ProductQuantizer(Parameters p, TokenizerConfig config) {
    int n = config.codesPerToken();
    this.config = config;
    this.tensors = p.tensors();
    this.codeWidth = config.splitDim() ? config.codeDim() / n : config.codeDim();
    this.input = Linear.withBias(p.at("encoder"), config.projectorWidth(), (long) n * codeWidth);
    for (int i = 0; i < n; i++) {
      codebooks.add(new Codebook(p.at("quantizer." + i), config, i, codeWidth));
      upProjectors.add(
          Linear.withoutBias(p.at("up_projectors." + i), codeWidth, config.outputDim()));
    }
  }

  /** Returns the effective codebooks {@code [N, K, d]}: compute once, pass to {@link #nearest}. */
  public Tensor codebooks() {
    return stacked(codebooks.stream().map(Codebook::codes).toList()).named("tok.codebook");
  }

  /**
   * Projects and normalises features.
   *
   * @param features {@code [T, projector width]}
   * @return {@code [N, T, d]}
   */
  public Tensor subspaces(Tensor features) {
    Tensor projected = input.apply(features).named("tok.encoder_out");
    List<Tensor> slices = projected.chunk(codebooks.size(), -1);
    List<Tensor> normalised = new ArrayList<>();
    for (int i = 0; i < slices.size(); i++) {
      normalised.add(codebooks.get(i).normalised(slices.get(i)));
    }
    return stacked(normalised).named("tok.z");
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
    Tensor cross = z.matmul(codes.transpose(1, 2));
    Tensor codeNorms = codes.square().sum(-1, false).unsqueeze(1);
    Tensor featureNorms = z.square().sum(-1, true);
    Tensor distances = featureNorms.minus(cross.times(2)).plus(codeNorms);
    distances = distances.named("tok.sq_distances");
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
    for (int i = 0; i < codebooks.size(); i++) {
      Tensor codebook = codes.narrow(0, i, 1).squeeze(0);
      found.add(codebook.rows(indices.narrow(1, i, 1).squeeze(1)));
    }
    return stacked(found).named("tok.z_q");
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
      Tensor up = upProjectors.get(i).apply(z.narrow(0, i, 1).squeeze(0));
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
    int n = codebooks.size();
    long[] first = new long[n];
    for (int i = 0; i < n; i++) {
      first[i] = textVocabulary + (long) i * config.codebookSize() / n;
    }
    return indices.plus(tensors.constant(first, n)).named("tok.aligned_ids");
  }

  /**
   * Mean squared distance of features and codes per subspace, the last row of the batch zeroed but
   * counted (kelix-ar §6.6).
   *
   * @return {@code [N]}
   */
  public Tensor losses(Tensor z, Tensor chosen) {
    Dim rows = z.dim(1);
    Tensor last = tensors.sizeOf(rows).plus(-1);
    Tensor counts = tensors.range(rows).lessThan(last).to(DType.F32);
    Tensor difference = z.minus(chosen).square().mean(-1, false).times(counts);
    return difference.mean(-1, false);
  }

  private static Tensor stacked(List<Tensor> parts) {
    List<Tensor> raised = parts.stream().map(part -> part.unsqueeze(0)).toList();
    return raised.get(0).concat(0, raised.subList(1, raised.size()));
  }
}
