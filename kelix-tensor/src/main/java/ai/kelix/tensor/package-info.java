/**
 * The tensor interface: the one vocabulary in which the whole network is written.
 *
 * <p>A {@link ai.kelix.tensor.Tensor} is an immutable handle. Which backend stands behind it
 * decides what an operation does: the libtorch backend computes at once (and records gradients when
 * asked), the ONNX backend records a graph node. Network code cannot tell the difference, because
 * dimensions are {@link ai.kelix.tensor.type.Dim}s that may be symbolic.
 *
 * <p>New tensors that depend on no other tensor come from {@link ai.kelix.tensor.Tensors}; weights
 * come from {@link ai.kelix.tensor.Parameters}, looked up by checkpoint name.
 */
@NullMarked
package ai.kelix.tensor;

import org.jspecify.annotations.NullMarked;
