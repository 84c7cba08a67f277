package ai.kelix.model.tok;

/**
 * Kelix-Tok: encoder, projector and product quantiser (kelix-ar §2.2, §6).
 *
 * @param vision the encoder
 * @param visualCodes S, visual codes over all subspaces; a multiple of {@code codebooks}
 * @param codeDim {@code embedding_dim}; see {@link #subspaceDim()}
 * @param rawCodeDim width of a stored code vector ({@code init_embedding_dim})
 * @param projectorWidth width of the projector's output ({@code llm_hidden_size}); not the
 *     backbone's width
 * @param codebooks N, subspaces, which is codes per visual token
 * @param splitDim whether {@code codeDim} is shared out among the subspaces
 * @param splitVocabulary slices of the code table: N, or 1 when every subspace searches all of it
 * @param vocabularyReducer whether a learned matrix mixes the table ({@code voc_reducer})
 * @param preLlmAlign whether a square linear layer follows the projector
 * @param outputDim width of the tokenizer's own embedding (§6.5)
 * @param fusion how the embeddings of a token's codes are combined there
 */
public record TokenizerConfig(
    VisionConfig vision,
    int visualCodes,
    int codeDim,
    int rawCodeDim,
    int projectorWidth,
    int codebooks,
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
    return splitDim ? codeDim / codebooks : codeDim;
  }

  /** Returns the outputs of the quantiser's input projection, {@code N · subspaceDim()}. */
  public int quantizerWidth() {
    return codebooks * subspaceDim();
  }

  /** Returns K, the codes that one subspace searches: {@code S / splitVocabulary}. */
  public int codebookSize() {
    return visualCodes / splitVocabulary;
  }
}
