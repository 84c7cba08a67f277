/**
 * What every backend has to pass.
 *
 * <p>A backend's tests extend {@link ai.kelix.core.conformance.BackendConformance} and name their
 * provider; that runs one class per operation, and what holds for the life of programs and tensors,
 * on known and on symbolic shapes, against numbers worked out by hand and against {@link
 * ai.kelix.core.reference}, a backend in plain Java. A backend that differentiates extends {@link
 * ai.kelix.core.conformance.GradientConformance} too, and each backend {@link
 * ai.kelix.core.conformance.WeightsConformance}.
 *
 * <p>{@link ai.kelix.core.conformance.Laboratory} runs single computations for tests of one's own.
 */
@NullMarked
package ai.kelix.core.conformance;

import org.jspecify.annotations.NullMarked;
