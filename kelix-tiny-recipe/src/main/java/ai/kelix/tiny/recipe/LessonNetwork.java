package ai.kelix.tiny.recipe;

import ai.kelix.model.llm.KelixLanguageModel;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import java.util.List;

/**
 * Kelix-LLM up to its hidden states, fed with whole batches of lessons.
 *
 * @param model what learns
 */
record LessonNetwork(KelixLanguageModel model) {

  /** Embeds the visual ids {@code [T, N]} of cells as the block encoder does, {@code [T, D]}. */
  Tensor cells(Tensor ids) {
    return rows(ids).sum(1, false);
  }

  private Tensor rows(Tensor ids) {
    return model.embedding().rows(ids, DType.F32);
  }

  /**
   * Reads lessons.
   *
   * @param cells embedded cells of all pictures in order, {@code [T, D]}
   * @return hidden states {@code [B·L, D]}
   */
  Tensor hidden(TensorScope scope, LessonBatch lessons, Tensor cells) {
    Tensor rows = rows(scope.upload(lessons.ids())).concat(0, List.of(cells));
    Dim batch = Dim.of(lessons.lessons().size());
    Dim length = Dim.of(lessons.length());
    Dim width = Dim.of(model.config().width());
    Tensor x = rows.rows(scope.upload(lessons.sources())).reshape(batch, length, width);
    return model.hidden(x).reshape(batch.times(length), width);
  }
}
