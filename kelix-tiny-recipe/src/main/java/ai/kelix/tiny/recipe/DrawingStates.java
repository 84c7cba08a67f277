package ai.kelix.tiny.recipe;

import ai.kelix.model.llm.ArConfig;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tokenizer.chat.ChatTemplate;
import java.util.ArrayList;
import java.util.List;

/**
 * The hidden states with which a trained language model asks for pictures: the rows from vision
 * start to vision end of teacher-forced lessons (kelix-dit §3).
 */
final class DrawingStates {
  private final Parameters parameters;
  private final ArConfig config;
  private final ChatTemplate chat;

  /** Reads with weights that do not learn. */
  DrawingStates(Parameters parameters, ArConfig config, ChatTemplate chat) {
    this.parameters = parameters;
    this.config = config;
    this.chat = chat;
  }

  /** Returns the lesson of a number: a prompt and its picture. */
  Lesson lesson(long index) {
    return Lesson.drawing(chat, index);
  }

  /** Returns the id of a cell's placeholder. */
  int imageId() {
    return config.backbone().imageId();
  }

  /**
   * Returns the states {@code [B, rows, D]}; every picture has the same grid.
   *
   * @param pixels patches of the batch
   */
  Tensor of(TensorScope scope, LessonBatch batch, Tensor pixels) {
    List<Lesson> lessons = batch.lessons();
    List<Integer> rows = new ArrayList<>();
    for (int b = 0; b < lessons.size(); b++) {
      List<Integer> ids = lessons.get(b).ids();
      int start = ids.indexOf(config.backbone().visionStartId());
      int end = ids.indexOf(config.backbone().visionEndId());
      for (int row = start; row <= end; row++) {
        rows.add(b * batch.length() + row);
      }
    }
    try (TensorScope.Quiet quiet = scope.withoutGradients()) {
      Tensor codes = new PictureCodes(parameters, config).ids(scope, pixels);
      LessonNetwork network = new LessonNetwork(parameters, config);
      Tensor hidden = network.hidden(scope, batch, network.cells(codes));
      Dim count = Dim.of(rows.size() / lessons.size());
      return hidden
          .rows(LossMath.upload(scope, rows))
          .reshape(Dim.of(lessons.size()), count, Dim.of(config.backbone().width()));
    }
  }
}
