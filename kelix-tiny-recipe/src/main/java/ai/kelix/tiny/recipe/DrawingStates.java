package ai.kelix.tiny.recipe;

import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.KelixLanguageModel;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.GradientBackend;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.gradient.Variables;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tokenizer.chat.ChatTemplate;
import java.util.ArrayList;
import java.util.List;

/**
 * The hidden states with which a trained language model asks for pictures: the rows from vision
 * start to vision end of teacher-forced lessons (kelix-dit §3).
 */
final class DrawingStates {
  private final GradientBackend backend;
  private final Variables variables;
  private final PictureCodes codes;
  private final LessonNetwork network;
  private final ArConfig config;
  private final ChatTemplate chat;

  /** Reads with weights that do not learn. */
  DrawingStates(GradientBackend backend, Variables variables, ArConfig config, ChatTemplate chat) {
    Parameters parameters = Parameters.of(variables);
    this.backend = backend;
    this.variables = variables;
    this.codes = new PictureCodes(parameters, config);
    this.network = new LessonNetwork(new KelixLanguageModel(parameters, config));
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
   * @param patches of the batch
   */
  HostTensor of(LessonBatch batch, PatchMemory.Drawn patches) {
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
    try (TensorScope scope = backend.scope(variables);
        TensorScope.Quiet full = scope.withReducedPrecision(false);
        TensorScope.Quiet quiet = scope.withoutGradients()) {
      Tensor ids = codes.ids(scope, patches.upload(scope));
      Tensor hidden = network.hidden(scope, batch, network.cells(ids));
      Dim count = Dim.of(rows.size() / lessons.size());
      return scope.download(
          hidden
              .rows(LossMath.upload(scope, rows))
              .reshape(Dim.of(lessons.size()), count, Dim.of(config.backbone().width())));
    }
  }
}
