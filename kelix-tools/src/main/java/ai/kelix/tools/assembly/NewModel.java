package ai.kelix.tools.assembly;

import ai.kelix.model.initial.Initialization;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.BackboneConfig;
import ai.kelix.model.llm.BlockDecoderConfig;
import ai.kelix.model.llm.KelixLanguageModel;
import ai.kelix.model.tok.KelixTokenizerModel;
import ai.kelix.model.tok.TokenizerConfig;
import ai.kelix.tensor.Declarations;
import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Shape;
import ai.kelix.tensor.weights.StoredTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The autoregressive model that is to be: its configuration, and where each weight comes from. What
 * the network asks for and no part has is drawn, so there is no list of new weights.
 *
 * @param language brings the backbone
 * @param vision brings the tower
 * @param config of the whole
 * @param initialization of what is drawn
 */
record NewModel(
    LanguagePart language, VisionPart vision, ArConfig config, Initialization initialization) {
  private static final String UP = "visual_tokenizer.up_projectors.";

  /** Sizes of the released block decoder (kelix-ar §2.4). */
  private static final int DECODER_WIDTH = 512;

  private static final int DECODER_HEADS = 4;
  private static final int DECODER_FEED_FORWARD = 2048;

  static NewModel of(LanguagePart language, VisionPart vision, AssemblySettings settings) {
    BackboneConfig backbone = language.backbone(settings);
    int n = settings.codebooks();
    TokenizerConfig tokenizer =
        new TokenizerConfig(
            vision.config(),
            settings.visualCodes(),
            settings.codeDim(),
            settings.codeDim(),
            vision.projectorWidth().orElse(backbone.width()),
            n,
            false,
            n,
            false,
            false,
            backbone.width(),
            TokenizerConfig.Fusion.SUM);
    BlockDecoderConfig decoder =
        new BlockDecoderConfig(
            n + 1,
            n + 1,
            DECODER_WIDTH,
            DECODER_HEADS,
            1,
            DECODER_FEED_FORWARD,
            backbone.width(),
            true,
            backbone.endOfBlockId());
    // The block decoder begins by adding nothing: text is scored as the language model does.
    Initialization initialization = new Initialization(settings.seed(), 0);
    return new NewModel(
        language, vision, new ArConfig(backbone, tokenizer, decoder), initialization);
  }

  /** Returns the type of new weights. */
  DType type() {
    return language.type();
  }

  /**
   * Returns some weights of the image tokenizer.
   *
   * @param parameters which
   * @param quantizers weights of all quantisers but their norms of features, by name
   */
  WeightList eyes(List<Parameter> parameters, Map<String, HostTensor> quantizers) {
    WeightList list = new WeightList();
    parameters.forEach(demanded -> add(list, demanded, quantizers));
    return list;
  }

  /** Returns all weights. */
  WeightList all(Codes codes) {
    WeightList list = new WeightList();
    TextRows text = TextRows.measure(language.weights().require(LanguagePart.TABLE));
    List<HostTensor> projectors = projectors(text.deviation());
    Declarations.of(
            p -> {
              new KelixTokenizerModel(p, config.tokenizer());
              new KelixLanguageModel(p, config);
            })
        .forEach(
            (name, demanded) -> {
              if (name.equals(LanguagePart.TABLE)) {
                text.addTable(list, config.backbone(), codes.effective(), projectors);
              } else if (name.equals(LanguagePart.HEAD)) {
                StoredTensor head = language.weights().require(LanguagePart.HEAD);
                TextRows.addHead(list, config.backbone(), head);
              } else if (name.startsWith(UP)) {
                int end = name.length() - ".weight".length();
                int i = Integer.parseInt(name.substring(UP.length(), end));
                list.numbers(demanded, type(), () -> projectors.get(i));
              } else {
                add(list, demanded, codes.quantizers());
              }
            });
    return list;
  }

  private void add(WeightList list, Parameter demanded, Map<String, HostTensor> quantizers) {
    String name = demanded.name();
    HostTensor learned = quantizers.get(name);
    Optional<StoredTensor> brought =
        vision.weights().find(name).or(() -> language.weights().find(name));
    if (learned != null) {
      list.numbers(demanded, type(), () -> learned);
    } else {
      list.copyOrDraw(demanded, brought, type(), initialization);
    }
  }

  /**
   * Draws the projections of codes to embeddings, so that the sum over a cell's codes is as large
   * as the embedding of a word: a cell that were larger would drown the words around it. An
   * effective code has d numbers of mean square 1, and Xavier's variance is {@code 2 / (d + D)}.
   */
  private List<HostTensor> projectors(double deviation) {
    int n = config.tokenizer().codebooks();
    int d = config.tokenizer().subspaceDim();
    int width = config.backbone().width();
    double drawn = Math.sqrt(2.0 * n * d / (d + width));
    List<HostTensor> projectors = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Parameter up = new Parameter(UP + i + ".weight", Shape.of(width, d), FirstValues.XAVIER);
      float[] values = initialization.initial(up).floats();
      for (int j = 0; j < values.length; j++) {
        values[j] *= (float) (deviation / drawn);
      }
      projectors.add(HostTensor.of(values, width, d));
    }
    return projectors;
  }
}
