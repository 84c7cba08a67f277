/** Measures a loaded model on the held-out questions and prompts. */
@NullMarked
package ai.kelix.tiny.world.measure;

import org.jspecify.annotations.NullMarked;
