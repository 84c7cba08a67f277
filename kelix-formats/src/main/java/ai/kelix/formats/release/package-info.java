/** Model folders written as the public release has them, for this SDK and for the reference. */
@NullMarked
package ai.kelix.formats.release;

import org.jspecify.annotations.NullMarked;
