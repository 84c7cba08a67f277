/** The public face of Kelix. */
@NullMarked
package ai.kelix;

import org.jspecify.annotations.NullMarked;
