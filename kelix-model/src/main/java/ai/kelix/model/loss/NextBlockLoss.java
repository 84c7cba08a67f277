package ai.kelix.model.loss;

import ai.kelix.model.llm.KelixLanguageModel;
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
  private final KelixLanguageModel model;

  /**
   * Judges a model.
   *
   * @param model what predicts
   */
  public NextBlockLoss(KelixLanguageModel model) {
    this.model = model;
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
    return model.slotStates(states, model.embedding().rows(given, states.dtype()));
  }

  /**
   * Decodes the first slots of blocks alone, to which nothing is given.
   *
   * @param states the backbone's hidden states before the blocks, {@code [P, D]}
   * @return normalised slot states, {@code [P, 1, D]}
   */
  public Tensor firstSlotStates(Tensor states) {
    return model.firstSlotStates(states);
  }

  /**
   * Scores slots among all V + S ids.
   *
   * @param slotStates {@code [P, k, D]}
   * @return {@code [P, k, V+S]}
   */
  public Tensor logits(Tensor slotStates) {
    return logits(slotStates, model.config().tableRows());
  }

  /**
   * Scores slots among the first ids only.
   *
   * @param slotStates {@code [P, k, D]}
   * @param among number of ids
   * @return {@code [P, k, among]}
   */
  public Tensor logits(Tensor slotStates, long among) {
    return model.logits(slotStates, among, DType.F32);
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
   * @param make of the same tape
   * @param crossEntropies of each group of blocks, {@code [P, k]}
   * @param weights of the slots of each block, {@code [P]} for each group
   * @param count n, the slots that count
   * @return a scalar
   */
  public static Tensor total(
      Tensors make, List<Tensor> crossEntropies, List<Tensor> weights, long count) {
    Tensor sum = make.scalar(0, DType.F32);
    for (int g = 0; g < crossEntropies.size(); g++) {
      Tensor weighted = crossEntropies.get(g).sum(-1, false).times(weights.get(g));
      sum = sum.plus(weighted.sum(0, false));
    }
    return sum.times(1.0 / Math.max(1, count));
  }
}
