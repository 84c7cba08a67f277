package ai.kelix.model.tok;

import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Dim;

/**
 * Kelix-Tok (kelix-ar §5–§6): the encoder reads patches, the merger makes a cell of four of them,
 * and the quantiser names each cell by N codes.
 *
 * <p>Immutable: it holds no numbers and serves any number of programs and threads.
 */
public final class KelixTokenizerModel {
  private static final String PREFIX = "visual_tokenizer";
  private static final String ENCODER = "visual";

  private final TokenizerConfig config;
  private final VisionEncoder encoder;
  private final PatchMerger merger;
  private final ProductQuantizer quantizer;

  /**
   * Takes the weights.
   *
   * @param root of the autoregressive checkpoint
   */
  public KelixTokenizerModel(Parameters root, TokenizerConfig config) {
    Parameters p = root.at(PREFIX);
    this.config = config;
    this.encoder = new VisionEncoder(p.at(ENCODER), config.vision());
    this.merger = new PatchMerger(p, config);
    this.quantizer = new ProductQuantizer(p, config);
  }

  /**
   * Returns the encoder of a checkpoint that has no more of Kelix-Tok than that.
   *
   * @param root of the checkpoint
   */
  public static VisionEncoder encoder(Parameters root, VisionConfig config) {
    return new VisionEncoder(root.at(PREFIX).at(ENCODER), config);
  }

  /** Returns the configuration. */
  public TokenizerConfig config() {
    return config;
  }

  /** Returns what reads patches. */
  public VisionEncoder encoder() {
    return encoder;
  }

  /** Returns what finds and looks up codes. */
  public ProductQuantizer quantizer() {
    return quantizer;
  }

  /**
   * Reads images of one grid up to the quantiser.
   *
   * @param pixels {@code [B, H·W, channels·patch·patch]}, normalised, patches row-major
   * @param rows H, grid rows in patches
   * @param columns W, grid columns in patches
   * @return normed features {@code [N, cells, d]} of all cells, image by image, row by row
   */
  public Tensor features(Tensor pixels, Dim rows, Dim columns) {
    Tensor cells = merger.forward(encoder.forward(pixels, rows, columns), rows, columns);
    Dim count = cells.dim(0).times(cells.dim(1));
    return quantizer.subspaces(cells.reshape(count, cells.dim(2)));
  }
}
