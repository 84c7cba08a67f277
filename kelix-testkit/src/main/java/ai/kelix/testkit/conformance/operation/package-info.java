/**
 * One class per operation of {@link ai.kelix.tensor.Tensor}. Each says what the operation is in
 * numbers worked out by hand, compares it with the reference backend on random numbers in many
 * shapes, known and symbolic, and shows what is refused.
 */
@NullMarked
package ai.kelix.testkit.conformance.operation;

import org.jspecify.annotations.NullMarked;
