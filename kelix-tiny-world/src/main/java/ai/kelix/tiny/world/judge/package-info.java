/**
 * Deterministic judges of painted pictures: what shapes they show, and whether that is what a
 * prompt asked for.
 */
@NullMarked
package ai.kelix.tiny.world.judge;

import org.jspecify.annotations.NullMarked;
