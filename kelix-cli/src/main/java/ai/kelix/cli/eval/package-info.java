/** Measures a model on held-out questions and prompts. */
@NullMarked
package ai.kelix.cli.eval;

import org.jspecify.annotations.NullMarked;
