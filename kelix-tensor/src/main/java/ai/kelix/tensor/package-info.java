/**
 * The tensor interface: the one vocabulary in which the whole network is written.
 *
 * <p>A {@link ai.kelix.tensor.Tensor} is an immutable handle. Its methods apply an {@link
 * ai.kelix.tensor.op.Op} through a {@link ai.kelix.tensor.Tape}, which records it in a graph or
 * computes at once. Network code cannot tell the difference, because dimensions are {@link
 * ai.kelix.tensor.type.Dim}s that may be symbolic.
 *
 * <p>New tensors that depend on no other tensor come from {@link ai.kelix.tensor.Tensors}; weights
 * come from {@link ai.kelix.tensor.Parameters}, looked up by checkpoint name.
 */
@NullMarked
package ai.kelix.tensor;

import org.jspecify.annotations.NullMarked;
