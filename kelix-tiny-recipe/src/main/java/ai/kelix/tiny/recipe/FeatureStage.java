package ai.kelix.tiny.recipe;

import ai.kelix.model.llm.ArConfig;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tokenizer.chat.ChatTemplate;
import ai.kelix.training.run.TrainingStage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Teaches eyes and language together on continuous features: random codes would collapse (paper,
 * stage 1). A picture's cells enter the language model through the up-projectors; besides
 * answering, the features must go on telling what is in their cell.
 */
final class FeatureStage implements TrainingStage {
  private static final double CELL_WEIGHT = 0.2;
  private static final double CODE_WEIGHT = 0.25;

  private final ArConfig config;
  private final Parameters parameters;
  private final ChatTemplate chat;
  private final int batch;
  private final boolean quantised;
  private final PatchMemory memory = new PatchMemory();

  /**
   * Prepares the stage.
   *
   * @param quantised whether the language model sees the nearest codes instead of the features,
   *     with gradients passed straight through
   */
  FeatureStage(
      ArConfig config, Parameters parameters, ChatTemplate chat, int batch, boolean quantised) {
    this.config = config;
    this.parameters = parameters;
    this.chat = chat;
    this.batch = batch;
    this.quantised = quantised;
  }

  @Override
  public Batch prepare(long number) {
    List<Lesson> lessons =
        IntStream.range(0, batch)
            .mapToObj(i -> Lesson.understanding(chat, number * batch + i))
            .toList();
    LessonBatch rows = LessonBatch.of(lessons, config.backbone().imageId());
    BlockTargets.Group text = BlockTargets.of(rows, config.backbone().imageId()).text();
    PatchMemory.Drawn drawn = memory.draw(rows.pictures());
    CellAnswers answers = CellAnswers.of(rows.pictures());
    return scope -> losses(scope, rows, text, drawn.upload(scope), answers);
  }

  private Losses losses(
      TensorScope scope,
      LessonBatch rows,
      BlockTargets.Group text,
      Tensor pixels,
      CellAnswers answers) {
    ImageTokenizerNetwork eyes = new ImageTokenizerNetwork(parameters, config.tokenizer());
    Tensor z = eyes.features(pixels);
    Map<String, Tensor> parts = new LinkedHashMap<>();
    Tensor seen = quantised ? quantised(scope, eyes, z, parts) : z;
    Tensor cells =
        new CellTeaching(parameters, config.tokenizer()).loss(scope, seen, pixels, answers, parts);
    Tensor answer = answerLoss(scope, rows, text, eyes.quantizer().fused(seen), parts);
    Tensor total = answer.plus(cells.times(CELL_WEIGHT));
    Tensor code = parts.get("code");
    return new Losses(code == null ? total : total.plus(code.times(CODE_WEIGHT)), parts);
  }

  private Tensor quantised(
      TensorScope scope, ImageTokenizerNetwork eyes, Tensor z, Map<String, Tensor> parts) {
    Tensor codes = eyes.quantizer().codebooks();
    Tensor plain = scope.detached(z);
    Tensor chosen =
        eyes.quantizer().lookUp(eyes.quantizer().nearest(plain, scope.detached(codes)), codes);
    Tensor commitment = eyes.quantizer().losses(z, scope.detached(chosen)).mean(0, false);
    Tensor codebook = eyes.quantizer().losses(plain, chosen).mean(0, false);
    parts.put("code", codebook.plus(commitment));
    return z.plus(scope.detached(chosen.minus(z)));
  }

  private Tensor answerLoss(
      TensorScope scope,
      LessonBatch rows,
      BlockTargets.Group text,
      Tensor cells,
      Map<String, Tensor> parts) {
    LessonNetwork network = new LessonNetwork(parameters, config);
    Tensor hidden = network.hidden(scope, rows, cells);
    Tensor logits = network.textLogits(hidden.rows(scope.upload(text.positions())));
    Tensor targets = scope.upload(text.wanted());
    Tensor loss = LossMath.crossEntropy(logits, targets).mean(0, false);
    parts.put("answer", loss);
    parts.put("right", LossMath.accuracy(logits, targets));
    return loss;
  }
}
