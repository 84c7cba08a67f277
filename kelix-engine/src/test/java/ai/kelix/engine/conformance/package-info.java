/** What every backend has to pass with whole models, beyond single operations. */
@NullMarked
package ai.kelix.engine.conformance;

import org.jspecify.annotations.NullMarked;
