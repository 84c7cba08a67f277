/** What users of the one dependency get. */
@NullMarked
package ai.kelix.bundle;

import org.jspecify.annotations.NullMarked;
