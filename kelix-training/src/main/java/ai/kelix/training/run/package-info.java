/**
 * Running a training stage: steps, learning rate, clipping, log, and checkpoints to resume from.
 * This package knows nothing about models or data.
 */
@NullMarked
package ai.kelix.training.run;

import org.jspecify.annotations.NullMarked;
