/** The embedded model kelix-tiny. */
@NullMarked
package ai.kelix.model.tiny;

import org.jspecify.annotations.NullMarked;
