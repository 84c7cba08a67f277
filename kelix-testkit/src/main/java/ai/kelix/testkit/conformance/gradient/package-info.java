/** Gradients of operations against differences of the reference backend in double precision. */
@NullMarked
package ai.kelix.testkit.conformance.gradient;

import org.jspecify.annotations.NullMarked;
