/**
 * The tensor interface: the one vocabulary in which the whole network is written.
 *
 * <p>A {@link ai.kelix.tensor.Tensor} is an immutable handle whose methods apply operations on a
 * {@link ai.kelix.tensor.Tape}, which records a graph or computes at once. Network code cannot tell
 * the difference, because dimensions are {@link ai.kelix.tensor.type.Dim}s that may be symbolic.
 *
 * <p>A network is built once on {@link ai.kelix.tensor.Parameters} and holds a {@link
 * ai.kelix.tensor.Parameter} for each of its weights: a name, a shape and what it begins with, but
 * no numbers. {@link ai.kelix.tensor.Tensor#weight} makes a tensor of one wherever it is computed
 * with. Other tensors that depend on no tensor come from {@link ai.kelix.tensor.Tensors}.
 */
@NullMarked
package ai.kelix.tensor;

import org.jspecify.annotations.NullMarked;
