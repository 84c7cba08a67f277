/** Scenes of coloured shapes, drawn words and bar charts: descriptions and their pixels. */
@NullMarked
package ai.kelix.eval.scene;

import org.jspecify.annotations.NullMarked;
