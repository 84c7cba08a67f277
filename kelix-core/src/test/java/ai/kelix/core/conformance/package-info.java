/** What every backend must do: abstract tests that each of them inherits. */
@NullMarked
package ai.kelix.core.conformance;

import org.jspecify.annotations.NullMarked;
