/**
 * Model folders of any size that nobody trained, to test what depends on size alone: opening,
 * memory and speed.
 */
@NullMarked
package ai.kelix.engine.synthetic;

import org.jspecify.annotations.NullMarked;
