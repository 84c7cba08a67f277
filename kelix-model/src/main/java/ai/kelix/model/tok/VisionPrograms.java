package ai.kelix.model.tok;

import ai.kelix.tensor.Precision;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Program.Input;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import java.util.List;
import java.util.Map;

/**
 * What is run of Kelix-Tok. Programs take and give numbers in {@link Precision#accumulate}, and
 * codes are compared in it (kelix-ar §6.3).
 *
 * @param model what computes
 * @param precision in which types
 */
public record VisionPrograms(KelixTokenizerModel model, Precision precision) {

  /**
   * Returns all that the engine runs.
   *
   * @param vocabSize V, the text ids before the visual ones
   */
  public List<Program> all(int vocabSize) {
    return List.of(codebook(), encode(vocabSize));
  }

  /** Computes the effective codebooks {@code [N, K, d]} once: output {@code codebook}. */
  public Program codebook() {
    return new Program(
        "codebook",
        List.of(),
        (make, in) ->
            Map.of("codebook", model.quantizer().codebooks(make, precision.accumulate())));
  }

  /**
   * Encodes one image: {@code pixels} {@code [rows, columns, 3·p·p]} and {@code codebook} to {@code
   * indices} and {@code ids}, both {@code [cells, N]}. Embeddings and losses of the codes are there
   * for observers alone.
   *
   * @param vocabSize V, the text ids before the visual ones
   */
  public Program encode(int vocabSize) {
    TokenizerConfig config = model.config();
    Input codebook =
        Input.of(
            "codebook",
            precision.accumulate(),
            Dim.of(config.codebooks()),
            Dim.of(config.codebookSize()),
            Dim.of(config.subspaceDim()));
    return new Program(
        "encode_image",
        List.of(pixels(config.vision()), codebook),
        (make, in) -> {
          ProductQuantizer quantizer = model.quantizer();
          Tensor z = features(in);
          Tensor codes = Program.require(in, "codebook");
          Tensor indices = quantizer.nearest(z, codes);
          Tensor chosen = quantizer.lookUp(indices, codes);
          quantizer.fused(chosen).named("tok.token_embeds");
          Tensor losses = QuantizationError.of(z, chosen, true);
          losses.named("tok.codebook_loss");
          losses.named("tok.commitment_loss");
          return Map.of("indices", indices, "ids", quantizer.ids(indices, vocabSize));
        });
  }

  /**
   * Reads one image up to the quantiser: {@code pixels} {@code [rows, columns, 3·p·p]} to normed
   * features {@code z} {@code [N, cells, d]}.
   */
  public Program features() {
    return new Program(
        "image_features",
        List.of(pixels(model.config().vision())),
        (make, in) -> Map.of("z", features(in)));
  }

  private Tensor features(Map<String, Tensor> in) {
    Tensor pixels = Program.require(in, "pixels");
    Tensor patches = patches(pixels).to(precision.compute());
    return model.features(patches, pixels.dim(0), pixels.dim(1)).to(precision.accumulate());
  }

  /**
   * Computes the quantiser's losses over all cells of a batch (kelix-ar §6.6): features {@code z}
   * and codes {@code chosen}, both {@code [N, cells, d]}, to {@code losses} {@code [N]}.
   */
  public Program losses() {
    Dim n = Dim.of(model.config().codebooks());
    Dim d = Dim.of(model.config().subspaceDim());
    Dim cells = Dim.symbol("cells");
    return new Program(
        "quantizer_losses",
        List.of(
            Input.of("z", precision.accumulate(), n, cells, d),
            Input.of("chosen", precision.accumulate(), n, cells, d)),
        (make, in) -> {
          Tensor z = Program.require(in, "z");
          return Map.of("losses", QuantizationError.of(z, Program.require(in, "chosen"), true));
        });
  }

  /**
   * Runs an encoder alone: {@code pixels} {@code [rows, columns, 3·p·p]} to {@code patches} {@code
   * [1, rows·columns, C]}.
   */
  public static Program tower(VisionEncoder encoder) {
    return new Program(
        "vision_tower",
        List.of(pixels(encoder.config())),
        (make, in) -> {
          Tensor pixels = Program.require(in, "pixels");
          return Map.of("patches", encoder.forward(patches(pixels), pixels.dim(0), pixels.dim(1)));
        });
  }

  private static Input pixels(VisionConfig config) {
    Dim flat = Dim.of((long) config.channels() * config.patchSize() * config.patchSize());
    return Input.of("pixels", DType.F32, Dim.symbol("rows"), Dim.symbol("columns"), flat);
  }

  private static Tensor patches(Tensor pixels) {
    return pixels.reshape(Dim.of(1), pixels.dim(0).times(pixels.dim(1)), pixels.dim(2));
  }
}
