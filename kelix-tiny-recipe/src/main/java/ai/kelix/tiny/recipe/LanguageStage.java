package ai.kelix.tiny.recipe;

import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.KelixLanguageModel;
import ai.kelix.model.loss.CrossEntropy;
import ai.kelix.model.loss.NextBlockLoss;
import ai.kelix.model.loss.NextBlockTargets;
import ai.kelix.model.loss.TargetBlocks;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tiny.world.scene.Picture;
import ai.kelix.tiny.world.scene.Relation;
import ai.kelix.tokenizer.chat.ChatTemplate;
import ai.kelix.training.run.TrainingStage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
  private final PictureCodes codes;
  private final LessonNetwork network;
  private final NextBlockLoss next;
  private final CellReading reading;
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
    this.codes = new PictureCodes(parameters, config);
    KelixLanguageModel model = new KelixLanguageModel(parameters, config);
    this.network = new LessonNetwork(model);
    this.next = new NextBlockLoss(model);
    this.reading = new CellReading(parameters.at(DRAWN), config.backbone().width());
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
    CellAnswers answers = CellAnswers.of(drawn);
    return scope -> losses(scope, rows, pictures.upload(scope), answers);
  }

  private List<Relation> relations(long number) {
    List<Relation> all = List.of(Relation.values());
    long known = 1 + 100 * number / batches / PERCENT_FOR_A_RELATION;
    return all.subList(0, (int) Math.min(all.size(), known));
  }

  private Losses losses(TensorScope scope, LessonBatch rows, Tensor pixels, CellAnswers drawn) {
    Tensor ids = codes.ids(scope, pixels);
    Tensor hidden = network.hidden(scope, rows, network.cells(ids));
    NextBlockTargets targets =
        rows.targets(config.backbone().layout(), LossMath.ids(scope.download(ids)));
    Map<String, Tensor> parts = new LinkedHashMap<>();
    Tensor total = null;
    for (TargetBlocks blocks : targets.blocks()) {
      Tensor kind =
          blocks.visual()
              ? drawing(scope, hidden, blocks, drawn, parts)
              : blockLoss("text", scope, hidden, blocks, parts).times(TEXT_WEIGHT);
      total = total == null ? kind : total.plus(kind);
    }
    return new Losses(Objects.requireNonNull(total, "every batch draws"), parts);
  }

  private Tensor drawing(
      TensorScope scope,
      Tensor hidden,
      TargetBlocks cells,
      CellAnswers drawn,
      Map<String, Tensor> parts) {
    Tensor visual = blockLoss("visual", scope, hidden, cells, parts);
    Tensor written = hidden.rows(scope.upload(cells.positions()).plus(1));
    return visual.plus(reading.loss(scope, written, drawn, parts).times(DRAWN_WEIGHT));
  }

  /** Mean cross-entropy of blocks of one kind. */
  private Tensor blockLoss(
      String kind,
      TensorScope scope,
      Tensor hidden,
      TargetBlocks blocks,
      Map<String, Tensor> parts) {
    Tensor states = hidden.rows(scope.upload(blocks.positions()));
    Tensor ids = scope.upload(blocks.ids());
    Tensor logits = next.logits(next.slotStates(states, scope.upload(blocks.given())));
    Tensor loss = LossMath.mean(CrossEntropy.of(logits, ids));
    parts.put(kind, loss);
    parts.put(kind + " right", LossMath.accuracy(logits, ids));
    return loss;
  }
}
