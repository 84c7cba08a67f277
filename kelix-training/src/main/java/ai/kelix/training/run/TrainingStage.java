package ai.kelix.training.run;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.TensorScope;
import java.util.Map;

/** What one stage of a recipe minimises. */
@FunctionalInterface
public interface TrainingStage {

  /**
   * Draws a batch. Everything random derives from its number, so that a resumed run sees what an
   * uninterrupted one would have seen. Several threads call it, some batches ahead of the step that
   * uses them, so nothing that training changes may be looked at.
   *
   * @param number 0, 1, …
   */
  Batch prepare(long number);

  /** Data that are ready to be learned from; holds no native memory of a backend. */
  @FunctionalInterface
  interface Batch {

    /**
     * Computes the loss. Called once.
     *
     * @param scope owns all tensors of the batch
     */
    Losses losses(TensorScope scope);
  }

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
