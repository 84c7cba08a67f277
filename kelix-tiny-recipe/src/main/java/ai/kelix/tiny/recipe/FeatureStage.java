package ai.kelix.tiny.recipe;

import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.KelixLanguageModel;
import ai.kelix.model.loss.CrossEntropy;
import ai.kelix.model.loss.NextBlockLoss;
import ai.kelix.model.loss.QuantizerLoss;
import ai.kelix.model.loss.TargetBlocks;
import ai.kelix.model.tok.KelixTokenizerModel;
import ai.kelix.model.tok.Quantized;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tokenizer.chat.ChatTemplate;
import ai.kelix.training.run.TrainingStage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final KelixTokenizerModel eyes;
  private final CellTeaching teaching;
  private final LessonNetwork network;
  private final NextBlockLoss next;
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
    this.eyes = new KelixTokenizerModel(parameters, config.tokenizer());
    this.teaching = new CellTeaching(parameters, config.tokenizer());
    KelixLanguageModel model = new KelixLanguageModel(parameters, config);
    this.network = new LessonNetwork(model);
    this.next = new NextBlockLoss(model);
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
    TargetBlocks text = rows.textTargets(config.backbone().layout()).blocks().get(0);
    PatchMemory.Drawn drawn = memory.draw(rows.pictures());
    CellAnswers answers = CellAnswers.of(rows.pictures());
    return scope -> losses(scope, rows, text, drawn.upload(scope), answers);
  }

  private Losses losses(
      TensorScope scope, LessonBatch rows, TargetBlocks text, Tensor pixels, CellAnswers answers) {
    Tensor z = PictureCodes.features(eyes, pixels);
    Map<String, Tensor> parts = new LinkedHashMap<>();
    Optional<Quantized> codes =
        quantised
            ? Optional.of(eyes.quantizer().quantizeSubspaces(z, scope::detached))
            : Optional.empty();
    Tensor seen = codes.map(Quantized::passed).orElse(z);
    Tensor cells = teaching.loss(scope, seen, pixels, answers, parts);
    Tensor embedded = codes.map(Quantized::embedding).orElseGet(() -> eyes.quantizer().fused(z));
    Tensor answer = answerLoss(scope, rows, text, embedded, parts);
    Tensor total = answer.plus(cells.times(CELL_WEIGHT));
    return codes
        .map(found -> new Losses(total.plus(codeLoss(scope, found, parts)), parts))
        .orElseGet(() -> new Losses(total, parts));
  }

  private static Tensor codeLoss(TensorScope scope, Quantized codes, Map<String, Tensor> parts) {
    QuantizerLoss loss = new QuantizerLoss(1, 1, true, scope::detached);
    Tensor total = loss.total(loss.terms(codes).orElseThrow());
    parts.put("code", total);
    return total.times(CODE_WEIGHT);
  }

  private Tensor answerLoss(
      TensorScope scope,
      LessonBatch rows,
      TargetBlocks text,
      Tensor cells,
      Map<String, Tensor> parts) {
    Tensor hidden = network.hidden(scope, rows, cells);
    Tensor states = next.firstSlotStates(hidden.rows(scope.upload(text.positions())));
    Tensor logits = next.logits(states, config.backbone().vocabSize());
    Tensor words = scope.upload(text.ids()).narrow(1, 0, 1);
    Tensor loss = LossMath.mean(CrossEntropy.of(logits, words));
    parts.put("answer", loss);
    parts.put("right", LossMath.accuracy(logits, words));
    return loss;
  }
}
