package ai.kelix.core.network.vision;

import ai.kelix.core.config.ArConfig;
import ai.kelix.core.config.TokenizerConfig;
import ai.kelix.core.network.quantizer.ProductQuantizer;
import ai.kelix.core.program.Program;
import ai.kelix.core.program.Program.Input;
import ai.kelix.core.tensor.DType;
import ai.kelix.core.tensor.Dim;
import ai.kelix.core.tensor.Parameters;
import ai.kelix.core.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** What the engine runs of Kelix-Tok. */
public final class VisionPrograms {

  private VisionPrograms() {}

  /** Returns all of them. */
  public static List<Program> all(ArConfig config) {
    return List.of(codebook(config), encode(config));
  }

  /** Computes the effective codebooks {@code [N, K, d]} once: output {@code codebook}. */
  public static Program codebook(ArConfig config) {
    return new Program(
        "codebook",
        List.of(),
        (p, inputs) ->
            Map.of(
                "codebook",
                new ProductQuantizer(p.at("visual_tokenizer"), config.tokenizer()).codebooks()));
  }

  /**
   * Encodes one image: {@code pixels} {@code [rows, columns, 3·p·p]} and {@code codebook} to {@code
   * indices} and {@code ids}, both {@code [cells, N]}.
   */
  public static Program encode(ArConfig config) {
    TokenizerConfig tokenizer = config.tokenizer();
    int patch = tokenizer.vision().patchSize();
    Dim rows = Dim.symbol("rows");
    Dim columns = Dim.symbol("columns");
    Dim flat = Dim.of((long) tokenizer.vision().channels() * patch * patch);
    return new Program(
        "encode_image",
        List.of(
            Input.of("pixels", DType.F32, rows, columns, flat),
            Input.of(
                "codebook",
                DType.F32,
                Dim.of(tokenizer.codesPerToken()),
                Dim.of(tokenizer.codesPerSubspace()),
                Dim.of(tokenizer.subspaceDim()))),
        (p, inputs) -> encode(config, p, inputs));
  }

  private static Map<String, Tensor> encode(
      ArConfig config, Parameters root, Map<String, Tensor> inputs) {
    TokenizerConfig tokenizer = config.tokenizer();
    Parameters p = root.at("visual_tokenizer");
    Tensor pixels = Program.require(inputs, "pixels");
    Dim rows = pixels.dim(0);
    Dim columns = pixels.dim(1);
    Tensor patches = pixels.reshape(Dim.of(1), rows.times(columns), pixels.dim(2));
    VisionEncoder encoder = new VisionEncoder(p.at("visual"), tokenizer.vision());
    Merger merger =
        new Merger(p.at("mlp_AR"), tokenizer.vision().width(), tokenizer.projectorWidth());
    Tensor cells = merger.forward(encoder.forward(patches, rows, columns), rows, columns);
    ProductQuantizer quantizer = new ProductQuantizer(p, tokenizer);
    Tensor features = cells.squeeze(0).named("tok.projector_out");
    Tensor z = quantizer.subspaces(features);
    Tensor codebook = Program.require(inputs, "codebook");
    Tensor indices = quantizer.nearest(z, codebook);
    Tensor chosen = quantizer.lookUp(indices, codebook);
    quantizer.fused(chosen).named("tok.token_embeds");
    Tensor losses = quantizer.losses(z, chosen);
    losses.named("tok.codebook_loss");
    losses.named("tok.commitment_loss");
    Tensor ids = quantizer.ids(indices, config.backbone().vocabSize());
    return Map.of("indices", indices, "ids", ids);
  }
}
