/** Gradients of operations against differences of the reference backend in double precision. */
@NullMarked
package ai.kelix.core.conformance.gradient;

import org.jspecify.annotations.NullMarked;
