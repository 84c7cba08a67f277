package ai.kelix.tiny.recipe;

import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.Backbone;
import ai.kelix.model.llm.BlockEmbedding;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.type.Dim;
import java.util.List;

/** Kelix-LLM up to its hidden states, fed with whole batches of lessons. */
final class LessonNetwork {
  private final ArConfig config;
  private final BlockEmbedding embedding;
  private final Backbone backbone;

  /**
   * Reads the weights.
   *
   * @param root of the autoregressive checkpoint
   */
  LessonNetwork(Parameters root, ArConfig config) {
    Parameters model = root.at("model.model");
    this.config = config;
    this.embedding = new BlockEmbedding(model.at("tok_embeddings"), config.backbone());
    this.backbone = new Backbone(model, config.backbone());
  }

  /** Embeds the visual ids {@code [T, N]} of cells as the block encoder does, {@code [T, D]}. */
  Tensor cells(Tensor ids) {
    return embedding.rows(ids).sum(1, false);
  }

  /**
   * Reads lessons.
   *
   * @param cells embedded cells of all pictures in order, {@code [T, D]}
   * @return hidden states {@code [B·L, D]}
   */
  Tensor hidden(TensorScope scope, LessonBatch lessons, Tensor cells) {
    Tensor rows = embedding.rows(scope.upload(lessons.ids())).concat(0, List.of(cells));
    Dim batch = Dim.of(lessons.lessons().size());
    Dim length = Dim.of(lessons.length());
    Dim width = Dim.of(config.backbone().width());
    Tensor x = rows.rows(scope.upload(lessons.sources())).reshape(batch, length, width);
    return backbone.forward(x).reshape(batch.times(length), width);
  }
}
