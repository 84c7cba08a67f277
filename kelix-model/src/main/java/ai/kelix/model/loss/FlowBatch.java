package ai.kelix.model.loss;

import ai.kelix.model.dit.DiffusionPrograms;
import ai.kelix.model.dit.StochasticDepth;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.Program;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one pass of flow-matching training takes.
 *
 * @param clean latents times the autoencoder's scaling factor, {@code [B, C, H, W]}
 * @param noise same shape
 * @param sigma noise levels, {@code [B]}
 * @param caption hidden states, or embeddings for a network without connector, {@code [B, L,
 *     width]}
 * @param keep 1 for each sample whose condition stays, 0 for the others, {@code [B]}; null if all
 *     stay
 * @param mask 1 for real rows, 0 for padding, I64 {@code [B, L]}; null if all are real
 * @param places where the condition rows lie, for a network that rotates, {@code [L, 2]}; else null
 * @param paths from {@link StochasticDepth}, {@code [B, 2·blocks]}; null if every branch counts
 */
public record FlowBatch(
    Tensor clean,
    Tensor noise,
    Tensor sigma,
    Tensor caption,
    @Nullable Tensor keep,
    @Nullable Tensor mask,
    @Nullable Tensor places,
    @Nullable Tensor paths) {

  /** Takes tensors by the names of the components; those that may be null may be missing. */
  static FlowBatch of(Map<String, Tensor> in, boolean drops) {
    return new FlowBatch(
        Program.require(in, "clean"),
        Program.require(in, "noise"),
        Program.require(in, "sigma"),
        Program.require(in, "caption"),
        drops ? Program.require(in, "keep") : null,
        in.get("mask"),
        in.get(DiffusionPrograms.PLACES),
        in.get("paths"));
  }
}
