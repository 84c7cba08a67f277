/** Scenes of coloured shapes, drawn words and bar charts: descriptions and their pixels. */
@NullMarked
package ai.kelix.tiny.world.scene;

import org.jspecify.annotations.NullMarked;
