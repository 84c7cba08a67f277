package ai.kelix.tiny.world.scene;

import java.awt.Shape;

/**
 * A letter to be filled.
 *
 * @param area in ems, the baseline at 0 and up negative; not to be changed
 * @param advance to the start of the next letter, in ems
 */
record Glyph(Shape area, double advance) {}
