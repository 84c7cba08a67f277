/**
 * How backends that compute run operations: a {@link ai.kelix.tensor.kernel.Kernels} for each,
 * applied at once by an {@link ai.kelix.tensor.kernel.EagerTape} or from a recorded graph by a
 * {@link ai.kelix.tensor.kernel.Replay}.
 */
@NullMarked
package ai.kelix.tensor.kernel;

import org.jspecify.annotations.NullMarked;
