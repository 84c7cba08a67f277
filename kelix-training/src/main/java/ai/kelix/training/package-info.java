/**
 * Training on the tensor interface.
 *
 * <p>{@link ai.kelix.training.run} drives any {@link ai.kelix.training.run.TrainingStage} and makes
 * it resumable; {@link ai.kelix.training.tiny} is the recipe of the embedded model.
 */
@NullMarked
package ai.kelix.training;

import org.jspecify.annotations.NullMarked;
