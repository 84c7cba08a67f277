package ai.kelix.model.tok;

import ai.kelix.model.tok.TokenizerConfig.Fusion;

/**
 * The form of a quantiser of several codebooks, apart from the eyes before it (kelix-ar §6,
 * kelix-training §2.7).
 *
 * @param codebooks N subspaces, or Q levels of residuals
 * @param codes S, codes of all codebooks together
 * @param codeWidth d of a feature slice and of an effective code
 * @param rawWidth of a stored code vector
 * @param inputWidth of the features
 * @param outputWidth of the embedding
 * @param search which codes a codebook searches
 * @param vocabularyReducer whether a learned matrix mixes the table
 * @param fusion how the embeddings of a token's codes are combined
 */
public record QuantizerConfig(
    int codebooks,
    int codes,
    int codeWidth,
    int rawWidth,
    int inputWidth,
    int outputWidth,
    Search search,
    boolean vocabularyReducer,
    Fusion fusion) {

  /** Which codes a codebook searches. */
  public enum Search {
    /** Its own slice of the table, S / N codes. */
    SLICE,
    /** The whole table by a projection of its own. */
    WHOLE,
    /** The whole table by one projection and norm for all: the shared codebook of the paper. */
    SHARED
  }

  /** Takes what a tokenizer's configuration says of its quantiser. */
  public static QuantizerConfig of(TokenizerConfig config) {
    return new QuantizerConfig(
        config.codebooks(),
        config.visualCodes(),
        config.subspaceDim(),
        config.rawCodeDim(),
        config.projectorWidth(),
        config.outputDim(),
        config.splitVocabulary() == 1 && config.codebooks() > 1 ? Search.WHOLE : Search.SLICE,
        config.vocabularyReducer(),
        config.fusion());
  }

  /** Returns K, the codes that one codebook searches. */
  public int codebookSize() {
    return search == Search.SLICE ? codes / codebooks : codes;
  }

  /** Returns how far the first ids of neighbouring codebooks lie apart (kelix-ar §6.4). */
  int idsPerCodebook() {
    return search == Search.SHARED ? 0 : codes / codebooks;
  }
}
