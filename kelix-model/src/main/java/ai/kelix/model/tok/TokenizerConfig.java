package ai.kelix.model.tok;

/**
 * Kelix-Tok: encoder, projector and product quantiser (kelix-ar §2.2, §6).
 *
 * @param vision the encoder
 * @param codebookSize S, visual codes over all subspaces; a multiple of {@code codesPerToken}
 * @param codeDim {@code embedding_dim}; see {@link #subspaceDim()}
 * @param rawCodeDim width of a stored code vector ({@code init_embedding_dim})
 * @param projectorWidth width of the projector's output ({@code llm_hidden_size}); not the
 *     backbone's width
 * @param codesPerToken N, subspaces, which is codes per visual token
 * @param splitDim whether {@code codeDim} is shared out among the subspaces
 * @param splitVocabulary slices of the code table: N, or 1 when every subspace searches all of it
 * @param vocabularyReducer whether a learned matrix mixes the table ({@code voc_reducer})
 * @param preLlmAlign whether a square linear layer follows the projector
 * @param outputDim width of the tokenizer's own embedding (§6.5)
 * @param fusion how the embeddings of a token's codes are combined there
 */
public record TokenizerConfig(
    VisionConfig vision,
    int codebookSize,
    int codeDim,
    int rawCodeDim,
    int projectorWidth,
    int codesPerToken,
    boolean splitDim,
    int splitVocabulary,
    boolean vocabularyReducer,
    boolean preLlmAlign,
    int outputDim,
    Fusion fusion) {

  /** How several embeddings become one. */
  public enum Fusion {
    /** Their sum. */
    SUM,
    /** Their mean. */
    MEAN
  }

  /** Returns the width of one subspace: of a feature slice and of an effective code. */
  public int subspaceDim() {
    return splitDim ? codeDim / codesPerToken : codeDim;
  }

  /** Returns the outputs of the quantiser's input projection, {@code N · subspaceDim()}. */
  public int quantizerWidth() {
    return codesPerToken * subspaceDim();
  }

  /** Returns K, the codes that one subspace searches: {@code S / splitVocabulary}. */
  public int codesPerSubspace() {
    return codebookSize / splitVocabulary;
  }
}
