/**
 * Layers shared by all parts of the network. Each is built once from {@link
 * ai.kelix.tensor.Parameters}, knows the checkpoint names of its weights, and has a {@code forward}
 * that computes in the type of its operand.
 */
@NullMarked
package ai.kelix.model.layers;

import org.jspecify.annotations.NullMarked;
