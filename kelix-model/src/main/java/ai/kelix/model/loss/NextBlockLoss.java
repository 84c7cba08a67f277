package ai.kelix.model.loss;

import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.BlockDecoder;
import ai.kelix.model.llm.BlockEmbedding;
import ai.kelix.model.llm.LanguageHead;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import java.util.List;

/**
 * The loss of next-block prediction (kelix-ar §12, kelix-training §3.1): from hidden states through
 * block decoder and head to cross-entropies. The block decoder runs only where a block is to be
 * predicted, and only on the slots that count.
 *
 * <p>Confined to one thread, like the tensors.
 */
public final class NextBlockLoss {
  private final BlockEmbedding embedding;
  private final BlockDecoder decoder;
  private final LanguageHead head;
  private final Tensors tensors;
  private final long classes;

  /**
   * Reads the weights.
   *
   * @param root of the autoregressive checkpoint
   */
  public NextBlockLoss(Parameters root, ArConfig config) {
    Parameters model = root.at("model.model");
    this.embedding = new BlockEmbedding(model.at("tok_embeddings"), config.backbone());
    this.decoder = new BlockDecoder(model.at("token_head"), config.blockDecoder());
    this.head = new LanguageHead(model, config.backbone());
    this.tensors = root.tensors();
    this.classes = config.backbone().tableRows();
  }

  /**
   * Decodes the slots of blocks under teacher forcing.
   *
   * @param states the backbone's hidden states before the blocks, {@code [P, D]}
   * @param given ids of all slots but the last, {@code [P, k − 1]}
   * @return normalised slot states, {@code [P, k, D]}; of fewer slots if the block decoder is
   *     shorter than a block
   */
  public Tensor slotStates(Tensor states, Tensor given) {
    long taken = Math.min(given.dim(1).size(), decoder.maxLength() - 1L);
    Tensor slots = embedding.rows(given.narrow(1, 0, taken));
    Tensor inputs = states.unsqueeze(1).concat(1, List.of(slots));
    return head.normed(decoder.forward(inputs));
  }

  /**
   * Decodes the first slots of blocks alone, to which nothing is given.
   *
   * @param states the backbone's hidden states before the blocks, {@code [P, D]}
   * @return normalised slot states, {@code [P, 1, D]}
   */
  public Tensor firstSlotStates(Tensor states) {
    return head.normed(decoder.forward(states.unsqueeze(1)));
  }

  /**
   * Scores slots among all V + S ids.
   *
   * @param slotStates {@code [P, k, D]}
   * @return {@code [P, k, V+S]}
   */
  public Tensor logits(Tensor slotStates) {
    return logits(slotStates, classes);
  }

  /**
   * Scores slots among the first ids only.
   *
   * @param slotStates {@code [P, k, D]}
   * @param among number of ids
   * @return {@code [P, k, among]}
   */
  public Tensor logits(Tensor slotStates, long among) {
    return head.logits(slotStates, 0, among);
  }

  /**
   * Returns the cross-entropies of slots.
   *
   * @param slotStates {@code [P, k, D]}
   * @param ids labels, {@code [P, k]} or more
   * @return {@code [P, k]}
   */
  public Tensor crossEntropy(Tensor slotStates, Tensor ids) {
    return CrossEntropy.of(logits(slotStates), ids.narrow(1, Dim.of(0), slotStates.dim(1)));
  }

  /**
   * Adds weighted cross-entropies up and divides them by the number of slots; 0 if none count
   * (kelix-training §3.1.1, §3.1.8).
   *
   * @param crossEntropies of each group of blocks, {@code [P, k]}
   * @param weights of the slots of each block, {@code [P]} for each group
   * @param count n, the slots that count
   * @return a scalar
   */
  public Tensor total(List<Tensor> crossEntropies, List<Tensor> weights, long count) {
    Tensor sum = tensors.scalar(0, DType.F32);
    for (int g = 0; g < crossEntropies.size(); g++) {
      Tensor weighted = crossEntropies.get(g).sum(-1, false).times(weights.get(g));
      sum = sum.plus(weighted.sum(0, false));
    }
    return sum.times(1.0 / Math.max(1, count));
  }
}
