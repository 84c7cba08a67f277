/** Measures a loaded model on the held-out questions and prompts. */
@NullMarked
package ai.kelix.eval.measure;

import org.jspecify.annotations.NullMarked;
