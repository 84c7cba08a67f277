/**
 * What every backend has to pass.
 *
 * <p>A backend's tests extend {@link ai.kelix.testkit.conformance.BackendConformance} and name
 * their provider; that runs one class per operation, and what holds for the life of programs and
 * tensors, on known and on symbolic shapes, against numbers worked out by hand and against {@link
 * ai.kelix.testkit.reference}, a backend in plain Java. A backend that differentiates extends
 * {@link ai.kelix.testkit.conformance.GradientConformance} too. What backends have to pass with
 * whole models is in the tests of {@code kelix-engine}.
 *
 * <p>{@link ai.kelix.testkit.conformance.Laboratory} runs single computations for tests of one's
 * own.
 */
@NullMarked
package ai.kelix.testkit.conformance;

import org.jspecify.annotations.NullMarked;
