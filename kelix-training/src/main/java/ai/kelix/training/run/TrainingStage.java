package ai.kelix.training.run;

import ai.kelix.core.gradient.TensorScope;
import ai.kelix.core.tensor.Tensor;
import java.util.Map;

/** What one stage of a recipe minimises. */
@FunctionalInterface
public interface TrainingStage {

  /**
   * Computes the loss of one batch. Everything random derives from the batch number, so that a
   * resumed run sees what an uninterrupted one would have seen. Several threads may call it.
   *
   * @param batch 0, 1, …
   * @param scope owns all tensors of the batch
   */
  Losses losses(long batch, TensorScope scope);

  /**
   * What a batch gave.
   *
   * @param total scalar to minimise
   * @param parts scalars worth logging, by name
   */
  record Losses(Tensor total, Map<String, Tensor> parts) {
    /** A loss without parts. */
    public static Losses of(Tensor total) {
      return new Losses(total, Map.of());
    }
  }
}
