/**
 * Deterministic judges of painted pictures: what shapes they show, and whether that is what a
 * prompt asked for.
 */
@NullMarked
package ai.kelix.eval.judge;

import org.jspecify.annotations.NullMarked;
