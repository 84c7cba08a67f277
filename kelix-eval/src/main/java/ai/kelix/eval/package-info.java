/**
 * Evaluation of kelix-tiny: {@link ai.kelix.eval.scene} draws a small world, {@link
 * ai.kelix.eval.language} talks about it, {@link ai.kelix.eval.dataset} splits it into what is
 * learned and what is held out.
 */
@NullMarked
package ai.kelix.eval;

import org.jspecify.annotations.NullMarked;
