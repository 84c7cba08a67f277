/**
 * Training on the tensor interface.
 *
 * <p>{@link ai.kelix.training.run} drives any {@link ai.kelix.training.run.TrainingStage} and makes
 * it resumable. The recipe of the embedded model, in {@code kelix-tiny-recipe}, is one such use.
 */
@NullMarked
package ai.kelix.training;

import org.jspecify.annotations.NullMarked;
