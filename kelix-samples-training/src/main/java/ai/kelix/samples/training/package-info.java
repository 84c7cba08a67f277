/** A training loop to copy from: {@link ai.kelix.samples.training.TrainAutoencoder}. */
@NullMarked
package ai.kelix.samples.training;

import org.jspecify.annotations.NullMarked;
