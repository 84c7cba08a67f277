package ai.kelix.training.tiny;

import ai.kelix.core.config.ArConfig;
import ai.kelix.core.gradient.TensorScope;
import ai.kelix.core.program.HostTensor;
import ai.kelix.core.tensor.Dim;
import ai.kelix.core.tensor.Parameters;
import ai.kelix.core.tensor.Tensor;
import ai.kelix.eval.scene.Picture;
import ai.kelix.tokenizer.chat.ChatTemplate;
import ai.kelix.training.run.TrainingStage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Next-block prediction on codes (kelix-ar §12): five lessons of six answer about a picture, the
 * sixth writes one. The eyes stay as they are. The hidden states of written cells must also name
 * what was written, because they are all that the diffusion transformer will know of it.
 */
final class LanguageStage implements TrainingStage {
  /** Weights of the head that reads written cells. */
  static final String DRAWN = "auxiliary.drawn";

  private static final double DRAWN_WEIGHT = 0.03;
  private static final int DRAWS_OF = 6;

  /**
   * Weighed by slots as the paper does (kelix-ar §12.2), the few words of an answer would drown in
   * the codes of a picture at this size; each kind of block counts by its mean instead.
   */
  private static final double TEXT_WEIGHT = 4;

  private final ArConfig config;
  private final Parameters parameters;
  private final ChatTemplate chat;
  private final int batch;

  LanguageStage(ArConfig config, Parameters parameters, ChatTemplate chat, int batch) {
    this.config = config;
    this.parameters = parameters;
    this.chat = chat;
    this.batch = batch;
  }

  @Override
  public Losses losses(long number, TensorScope scope) {
    List<Lesson> lessons = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      long index = number * batch + i;
      boolean draws = i % DRAWS_OF == 0;
      lessons.add(draws ? Lesson.drawing(chat, index) : Lesson.understanding(chat, index));
    }
    LessonBatch rows = LessonBatch.of(lessons);
    HostTensor codes = new PictureCodes(parameters, config).ids(scope, rows.pixels());
    LessonNetwork network = new LessonNetwork(parameters, config);
    Tensor hidden = network.hidden(scope, rows, network.cells(scope.upload(codes)));
    BlockTargets targets = BlockTargets.of(config, rows, codes);
    Map<String, Tensor> parts = new LinkedHashMap<>();
    Tensor sum = null;
    for (BlockTargets.Group group : targets.groups()) {
      Tensor states = hidden.rows(LossMath.upload(scope, group.positions()));
      Tensor logits = network.slotLogits(states, inputs(scope, group));
      Tensor labels = LossMath.upload(scope, group.labels());
      Tensor each = LossMath.crossEntropy(logits, labels);
      parts.put(group.name(), LossMath.mean(each));
      parts.put(group.name() + " right", LossMath.accuracy(logits, labels));
      Tensor weighted = each.mean(0, false).times(group.isVisual() ? 1 : TEXT_WEIGHT);
      sum = sum == null ? weighted : sum.plus(weighted);
    }
    if (sum == null) {
      throw new IllegalStateException("batch " + number + " has nothing to learn");
    }
    Tensor drawn = drawnLoss(scope, rows, hidden, parts);
    return new Losses(sum.plus(drawn.times(DRAWN_WEIGHT)), parts);
  }

  private Tensor drawnLoss(
      TensorScope scope, LessonBatch rows, Tensor hidden, Map<String, Tensor> parts) {
    int image = config.backbone().imageId();
    List<Integer> cells = new ArrayList<>();
    List<Picture> pictures = new ArrayList<>();
    for (int b = 0; b < rows.lessons().size(); b++) {
      Lesson lesson = rows.lessons().get(b);
      int before = cells.size();
      for (int l = 0; l < lesson.size(); l++) {
        if (lesson.ids().get(l) == image && lesson.learned().get(l)) {
          cells.add(b * rows.length() + l);
        }
      }
      if (cells.size() > before) {
        pictures.add(lesson.picture());
      }
    }
    CellReading reading = new CellReading(parameters.at(DRAWN), config.backbone().width());
    Tensor states = hidden.rows(LossMath.upload(scope, cells));
    return reading.loss(scope, states, pictures, parts);
  }

  private static Tensor inputs(TensorScope scope, BlockTargets.Group group) {
    Tensor labels = LossMath.upload(scope, group.labels());
    Dim blocks = Dim.of(group.positions().size());
    Dim slots = Dim.of(group.slots());
    return labels.reshape(blocks, slots).narrow(1, 0, group.slots() - 1);
  }
}
