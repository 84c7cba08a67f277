/**
 * The operations of tensors, each once: what it takes, what it yields and what it refuses.
 *
 * <p>{@link ai.kelix.tensor.op.Op} is a closed set. Network code does not name it; it calls the
 * methods of {@link ai.kelix.tensor.Tensor}. Backends and analyses of graphs switch over it.
 */
@NullMarked
package ai.kelix.tensor.op;

import org.jspecify.annotations.NullMarked;
