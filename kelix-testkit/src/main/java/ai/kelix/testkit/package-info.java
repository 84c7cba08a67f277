/**
 * What tests of backends and models need. {@link ai.kelix.testkit.conformance} is the suite that a
 * backend passes, {@link ai.kelix.testkit.reference} the backend in plain Java that it is compared
 * with.
 */
@NullMarked
package ai.kelix.testkit;

import org.jspecify.annotations.NullMarked;
