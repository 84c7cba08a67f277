/**
 * Model folders of any size that nobody trained, to test what depends on size alone: opening,
 * memory and speed.
 */
@NullMarked
package ai.kelix.core.synthetic;

import org.jspecify.annotations.NullMarked;
