package ai.kelix.tools.assembly;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.config.TextConfigReader;
import ai.kelix.model.llm.BackboneConfig;
import ai.kelix.model.llm.KelixLanguageModel;
import ai.kelix.model.llm.LanguagePrograms;
import ai.kelix.model.llm.TextConfig;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.Outline;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorTypeException;
import ai.kelix.tokenizer.text.TextTokenizer;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The Qwen3 that becomes the backbone.
 *
 * @param folder where it is
 * @param config as it was
 * @param weights by native name
 * @param vocabulary its tokens and those that a Kelix needs besides
 */
record LanguagePart(
    Path folder, TextConfig config, Checkpoint weights, KelixVocabulary vocabulary) {
  static final String TABLE = "model.model.tok_embeddings.embed_tokens.weight";
  static final String HEAD = "model.model.output.weight";

  /** Opens and validates everything but the numbers. */
  static LanguagePart open(Path folder) {
    TextConfig config = TextConfigReader.read(folder.resolve("config.json"));
    Checkpoint weights = Checkpoint.openTextModel(folder, config.tied());
    KelixLanguageModel model = new KelixLanguageModel(Parameters.of(weights), config);
    for (Program program : new LanguagePrograms(model, Precision.FLOAT32).greedy()) {
      Outline.of(program, weights);
    }
    for (String name : new String[] {TABLE, HEAD}) {
      StoredTensor table = weights.require(name);
      if (!FloatBytes.supports(table.dtype())) {
        throw new TensorTypeException(
            String.format(
                Locale.ROOT,
                "%s: tensor '%s' holds %s, expected F32 or BF16 for a model that is to be trained",
                table.file(),
                table.name(),
                table.dtype()));
      }
    }
    TextTokenizer tokenizer = TextTokenizer.read(folder.resolve("tokenizer.json"));
    return new LanguagePart(
        folder,
        config,
        weights,
        KelixVocabulary.of(tokenizer, config.backbone().vocabSize(), folder));
  }

  /** Returns the type in which new weights are stored. */
  DType type() {
    return weights.require(TABLE).dtype();
  }

  /** Returns the backbone of the new model. */
  BackboneConfig backbone(AssemblySettings settings) {
    BackboneConfig old = config.backbone();
    return new BackboneConfig(
        vocabulary.size(),
        old.width(),
        old.layers(),
        old.heads(),
        old.keyValueHeads(),
        old.headDim(),
        old.qBias(),
        old.kBias(),
        old.vBias(),
        old.intermediate(),
        old.maxPositions(),
        old.ropeBase(),
        old.normEps(),
        old.qNorm(),
        old.kNorm(),
        vocabulary.id("<|im_end|>"),
        vocabulary.id("<|image_pad|>"),
        vocabulary.id(KelixVocabulary.END_OF_BLOCK),
        vocabulary.id("<|vision_start|>"),
        vocabulary.id("<|vision_end|>"),
        settings.visualCodes(),
        settings.codebooks());
  }
}
