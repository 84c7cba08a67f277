package ai.kelix.tiny.recipe;

import ai.kelix.model.llm.ArConfig;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tiny.world.scene.Picture;
import ai.kelix.tiny.world.scene.Relation;
import ai.kelix.tokenizer.chat.ChatTemplate;
import ai.kelix.training.run.TrainingStage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Next-block prediction on codes (kelix-ar §12): two lessons of three answer about a picture, the
 * third writes one. The eyes stay as they are. The hidden states of written cells must also name
 * what was written, because they are all that the diffusion transformer will know of it.
 */
final class LanguageStage implements TrainingStage {
  /** Weights of the head that reads written cells. */
  static final String DRAWN = "auxiliary.drawn";

  private static final double DRAWN_WEIGHT = 0.03;
  private static final int DRAWS_OF = 3;

  /**
   * Weighed by slots as the paper does (kelix-ar §12.2), the few words of an answer would drown in
   * the codes of a picture at this size; each kind of block counts by its mean instead.
   */
  private static final double TEXT_WEIGHT = 4;

  /**
   * After so many percent of the stage the next relation is asked about. "Left of" turns the answer
   * round that "right of" would have had, so that of all relations at once nothing is learned for a
   * million lessons; one after the other each takes tens of thousands.
   */
  private static final long PERCENT_FOR_A_RELATION = 15;

  private final ArConfig config;
  private final Parameters parameters;
  private final ChatTemplate chat;
  private final int batch;
  private final long batches;
  private final PatchMemory memory = new PatchMemory();

  /**
   * Prepares the stage.
   *
   * @param batch lessons in a batch
   * @param batches of the whole stage
   */
  LanguageStage(
      ArConfig config, Parameters parameters, ChatTemplate chat, int batch, long batches) {
    this.config = config;
    this.parameters = parameters;
    this.chat = chat;
    this.batch = batch;
    this.batches = batches;
  }

  @Override
  public Batch prepare(long number) {
    List<Lesson> lessons = new ArrayList<>();
    List<Picture> drawn = new ArrayList<>();
    List<Relation> relations = relations(number);
    for (int i = 0; i < batch; i++) {
      long index = number * batch + i;
      boolean draws = i % DRAWS_OF == 0;
      Lesson lesson =
          draws ? Lesson.drawing(chat, index) : Lesson.understanding(chat, index, relations);
      lessons.add(lesson);
      if (draws) {
        drawn.add(lesson.picture());
      }
    }
    LessonBatch rows = LessonBatch.of(lessons, config.backbone().imageId());
    PatchMemory.Drawn pictures = memory.draw(rows.pictures());
    BlockTargets targets = BlockTargets.of(rows, config.backbone().imageId());
    CellAnswers answers = CellAnswers.of(drawn);
    return scope -> losses(scope, rows, pictures.upload(scope), targets, answers);
  }

  private List<Relation> relations(long number) {
    List<Relation> all = List.of(Relation.values());
    long known = 1 + 100 * number / batches / PERCENT_FOR_A_RELATION;
    return all.subList(0, (int) Math.min(all.size(), known));
  }

  private Losses losses(
      TensorScope scope, LessonBatch rows, Tensor pixels, BlockTargets targets, CellAnswers drawn) {
    Tensor codes = new PictureCodes(parameters, config).ids(scope, pixels);
    LessonNetwork network = new LessonNetwork(parameters, config);
    Tensor hidden = network.hidden(scope, rows, network.cells(codes));
    long end = config.backbone().endOfBlockId();
    Map<String, Tensor> parts = new LinkedHashMap<>();
    Tensor beforeCells = scope.upload(targets.visual().positions());
    Tensor visual =
        blockLoss(
            "visual",
            hidden.rows(beforeCells),
            targets.visualLabels(scope, codes, end),
            network,
            parts);
    CellReading reading = new CellReading(parameters.at(DRAWN), config.backbone().width());
    Tensor told = reading.loss(scope, hidden.rows(beforeCells.plus(1)), drawn, parts);
    Tensor drawing = visual.plus(told.times(DRAWN_WEIGHT));
    if (targets.text().isEmpty()) {
      // A batch of one lesson only draws.
      return new Losses(drawing, parts);
    }
    Tensor beforeText = scope.upload(targets.text().positions());
    Tensor text =
        blockLoss("text", hidden.rows(beforeText), targets.textLabels(scope, end), network, parts);
    return new Losses(text.times(TEXT_WEIGHT).plus(drawing), parts);
  }

  /** Mean cross-entropy of blocks of one kind. */
  private static Tensor blockLoss(
      String kind, Tensor states, Tensor labels, LessonNetwork network, Map<String, Tensor> parts) {
    Dim slots = labels.dim(1);
    Tensor given = labels.narrow(1, 0, Math.toIntExact(slots.size()) - 1);
    Tensor logits = network.slotLogits(states, given);
    Tensor flat = labels.reshape(labels.dim(0).times(slots));
    Tensor loss = LossMath.crossEntropy(logits, flat).mean(0, false);
    parts.put(kind, loss);
    parts.put(kind + " right", LossMath.accuracy(logits, flat));
    return loss;
  }
}
