package ai.kelix.tiny.recipe;

import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.Backbone;
import ai.kelix.model.llm.BlockDecoder;
import ai.kelix.model.llm.BlockEmbedding;
import ai.kelix.model.llm.LanguageHead;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.type.Dim;
import java.util.List;

/** Kelix-LLM under teacher forcing, fed with whole batches of lessons. */
final class LessonNetwork {
  private final ArConfig config;
  private final BlockEmbedding embedding;
  private final Backbone backbone;
  private final BlockDecoder decoder;
  private final LanguageHead head;

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
    this.decoder = new BlockDecoder(model.at("token_head"), config.blockDecoder());
    this.head = new LanguageHead(model, config.backbone());
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

  /**
   * Scores the first slot of blocks among text ids.
   *
   * @param states {@code [P, D]}
   * @return {@code [P, V]}
   */
  Tensor textLogits(Tensor states) {
    Tensor decoded = decoder.forward(states.unsqueeze(1)).squeeze(1);
    return head.logits(head.normed(decoded), 0, config.backbone().vocabSize());
  }

  /**
   * Scores several slots of blocks among all ids.
   *
   * @param states {@code [P, D]}
   * @param ids of all slots but the last, {@code [P, slots − 1]}
   * @return {@code [P·slots, V+S]}
   */
  Tensor slotLogits(Tensor states, Tensor ids) {
    Tensor inputs = states.unsqueeze(1).concat(1, List.of(embedding.rows(ids)));
    Tensor decoded = decoder.forward(inputs);
    Dim rows = decoded.dim(0).times(decoded.dim(1));
    return head.logits(head.normed(decoded.reshape(rows, decoded.dim(2))));
  }
}
