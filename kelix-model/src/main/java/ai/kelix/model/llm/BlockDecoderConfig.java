package ai.kelix.model.llm;

/**
 * The block decoder, {@code token_decoder_config} (kelix-ar §2.4, §9).
 *
 * @param positionRows rows of the stored position table, of which the first N+1 are used
 * @param maxLength longest input sequence; N+1 gives N slot predictions
 * @param width inside the decoder ({@code d_model})
 * @param heads attention heads; divide the width
 * @param layers number of layers
 * @param feedForward width inside the gated MLP
 * @param inputWidth D, the backbone's width ({@code input_dim})
 * @param reduce whether linear layers lead in and out, with a residual around; if not, {@code
 *     width} is {@code inputWidth}
 * @param eosId the id that ends a block
 */
public record BlockDecoderConfig(
    int positionRows,
    int maxLength,
    int width,
    int heads,
    int layers,
    int feedForward,
    int inputWidth,
    boolean reduce,
    int eosId) {

  /** Returns the width of one attention head. */
  public int headDim() {
    return width / heads;
  }
}
