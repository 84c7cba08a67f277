package ai.kelix.model.tok;

import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Program.Input;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import java.util.List;
import java.util.Map;

/** What the engine runs of Kelix-Tok. */
public final class VisionPrograms {

  private VisionPrograms() {}

  /**
   * Returns what tokenizing an image runs.
   *
   * @param vocabSize V, the id of the first visual code
   */
  public static List<Program> all(TokenizerConfig config, int vocabSize) {
    return List.of(codebook(config), encode(config, vocabSize));
  }

  /** Computes the effective codebooks {@code [N, K, d]} once: output {@code codebook}. */
  public static Program codebook(TokenizerConfig config) {
    return new Program(
        "codebook",
        List.of(),
        (p, inputs) ->
            Map.of("codebook", new ProductQuantizer(p.at("visual_tokenizer"), config).codebooks()));
  }

  /**
   * Runs the tower alone: {@code pixels} {@code [rows, columns, 3·p·p]} to {@code patches} {@code
   * [1, rows·columns, C]}.
   */
  public static Program tower(VisionConfig config) {
    return new Program(
        "vision_tower",
        List.of(pixels(config)),
        (p, inputs) -> {
          Tensor pixels = Program.require(inputs, "pixels");
          return Map.of("patches", seen(p.at("visual_tokenizer"), config, pixels));
        });
  }

  /**
   * Reads one image up to the quantiser: {@code pixels} {@code [rows, columns, 3·p·p]} to normed
   * features {@code z} {@code [N, cells, d]}.
   */
  public static Program features(TokenizerConfig config) {
    return new Program(
        "image_features",
        List.of(pixels(config.vision())),
        (p, inputs) -> {
          Parameters eyes = p.at("visual_tokenizer");
          Tensor cells = cells(eyes, config, Program.require(inputs, "pixels"));
          return Map.of("z", new ProductQuantizer(eyes, config).subspaces(cells));
        });
  }

  /**
   * Computes the quantiser's losses over all cells of a batch (kelix-ar §6.6): features {@code z}
   * and codes {@code chosen}, both {@code [N, cells, d]}, to {@code losses} {@code [N]}.
   */
  public static Program losses(TokenizerConfig config) {
    Dim n = Dim.of(config.codesPerToken());
    Dim d = Dim.of(config.subspaceDim());
    return new Program(
        "quantizer_losses",
        List.of(
            Input.of("z", DType.F32, n, Dim.symbol("cells"), d),
            Input.of("chosen", DType.F32, n, Dim.symbol("cells"), d)),
        (p, inputs) -> {
          Tensor z = Program.require(inputs, "z");
          Tensor chosen = Program.require(inputs, "chosen");
          return Map.of("losses", QuantizationError.of(z, chosen, true, p.tensors()));
        });
  }

  private static Input pixels(VisionConfig config) {
    Dim flat = Dim.of((long) config.channels() * config.patchSize() * config.patchSize());
    return Input.of("pixels", DType.F32, Dim.symbol("rows"), Dim.symbol("columns"), flat);
  }

  private static Tensor seen(Parameters p, VisionConfig config, Tensor pixels) {
    Dim rows = pixels.dim(0);
    Dim columns = pixels.dim(1);
    Tensor patches = pixels.reshape(Dim.of(1), rows.times(columns), pixels.dim(2));
    return new VisionEncoder(p.at("visual"), config).forward(patches, rows, columns);
  }

  private static Tensor cells(Parameters p, TokenizerConfig config, Tensor pixels) {
    Tensor seen = seen(p, config.vision(), pixels);
    return new Merger(p, config).forward(seen, pixels.dim(0), pixels.dim(1)).squeeze(0);
  }

  /**
   * Encodes one image: {@code pixels} {@code [rows, columns, 3·p·p]} and {@code codebook} to {@code
   * indices} and {@code ids}, both {@code [cells, N]}.
   *
   * @param vocabSize V, the id of the first visual code
   */
  public static Program encode(TokenizerConfig tokenizer, int vocabSize) {
    return new Program(
        "encode_image",
        List.of(
            pixels(tokenizer.vision()),
            Input.of(
                "codebook",
                DType.F32,
                Dim.of(tokenizer.codesPerToken()),
                Dim.of(tokenizer.codesPerSubspace()),
                Dim.of(tokenizer.subspaceDim()))),
        (p, inputs) -> encode(tokenizer, vocabSize, p, inputs));
  }

  private static Map<String, Tensor> encode(
      TokenizerConfig tokenizer, int vocabSize, Parameters root, Map<String, Tensor> inputs) {
    Parameters p = root.at("visual_tokenizer");
    Tensor pixels = Program.require(inputs, "pixels");
    ProductQuantizer quantizer = new ProductQuantizer(p, tokenizer);
    Tensor features = cells(p, tokenizer, pixels);
    Tensor z = quantizer.subspaces(features);
    Tensor codebook = Program.require(inputs, "codebook");
    Tensor indices = quantizer.nearest(z, codebook);
    Tensor chosen = quantizer.lookUp(indices, codebook);
    quantizer.fused(chosen).named("tok.token_embeds");
    Tensor losses = QuantizationError.of(z, chosen, true, p.tensors());
    losses.named("tok.codebook_loss");
    losses.named("tok.commitment_loss");
    Tensor ids = quantizer.ids(indices, vocabSize);
    return Map.of("indices", indices, "ids", ids);
  }
}
