/**
 * Tensors without numbers: a program's body runs on them to tell which weights it asks for and how
 * large its results are. Not exported from this module.
 *
 * <p>{@link ai.kelix.tensor.internal.outline.OutlineLog} writes down what happens; {@link
 * ai.kelix.tensor.internal.outline.OutlineTensor} follows types and shapes.
 */
@NullMarked
package ai.kelix.tensor.internal.outline;

import org.jspecify.annotations.NullMarked;
