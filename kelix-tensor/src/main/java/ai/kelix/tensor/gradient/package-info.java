/**
 * Training on the tensor interface: named variables, gradients and an optimiser. Implemented by
 * backends that execute eagerly; used by training recipes and by anyone's own loop.
 */
@NullMarked
package ai.kelix.tensor.gradient;

import org.jspecify.annotations.NullMarked;
