package ai.kelix.model.llm;

import ai.kelix.tokenizer.block.BlockLayout;

/**
 * The Qwen3 backbone and the block layout, {@code qwen_config} (kelix-ar §2.1, §7, §8).
 *
 * @param vocabSize V, text vocabulary including special ids
 * @param width D ({@code embed_dim})
 * @param layers number of layers
 * @param heads query heads, a multiple of {@code keyValueHeads}
 * @param keyValueHeads key and value heads
 * @param headDim width of a head, even; need not be {@code width / heads}
 * @param qBias whether the query projection has a bias
 * @param kBias whether the key projection has a bias
 * @param vBias whether the value projection has a bias
 * @param intermediate width inside the gated MLP
 * @param maxPositions positions that may be used, one per block
 * @param ropeBase base of the rotation ({@code rope_base}, not {@code rope_theta})
 * @param normEps of all RMS norms
 * @param qNorm whether queries are normalised per head, before the rotation
 * @param kNorm whether keys are
 * @param eosId the id that stops generation
 * @param imageId the placeholder of one visual token, or {@link #NO_ID} if the file names none
 * @param endOfBlockId EOB ({@code q_eos_token})
 * @param visionStartId begins an image
 * @param visionEndId ends an image
 * @param visualCodes S, visual codes; a multiple of {@code codebooks}; 0 if the model knows text
 *     alone
 * @param codebooks N; 0 if the model knows text alone, whose blocks hold one id
 */
public record BackboneConfig(
    int vocabSize,
    int width,
    int layers,
    int heads,
    int keyValueHeads,
    int headDim,
    boolean qBias,
    boolean kBias,
    boolean vBias,
    int intermediate,
    int maxPositions,
    double ropeBase,
    double normEps,
    boolean qNorm,
    boolean kNorm,
    int eosId,
    int imageId,
    int endOfBlockId,
    int visionStartId,
    int visionEndId,
    int visualCodes,
    int codebooks) {

  /** Stands for an id that the file leaves out; no block ever holds it. */
  public static final int NO_ID = -1;

  /** Returns M = N+1, the ids in one block (§7.1). */
  public int blockWidth() {
    return codebooks + 1;
  }

  /** Returns how the ids of this model are arranged in blocks (§6.4, §7). */
  public BlockLayout layout() {
    return new BlockLayout(
        vocabSize, visualCodes, codebooks, endOfBlockId, imageId, visionStartId, visionEndId);
  }

  /** Returns S/N, the ids that belong to one slot of a visual block (§6.4). */
  public int codebookSize() {
    return isTextual() ? 0 : visualCodes / codebooks;
  }

  /** Tells whether there are no visual codes. */
  public boolean isTextual() {
    return codebooks == 0;
  }

  /** Returns V+S, the rows of the embedding table and of the LM head. */
  public int tableRows() {
    return vocabSize + visualCodes;
  }

  /**
   * Returns the vocabulary id of code 0 in a slot: {@code V + slot · S/N} (§6.4).
   *
   * @param slot from 0 to N−1
   */
  public int firstId(int slot) {
    return vocabSize + slot * codebookSize();
  }
}
