/**
 * What a model folder's {@code config.json} says, read into the records of the model and written
 * back.
 *
 * <p>Start at {@link ai.kelix.formats.config.ArConfigReader} (autoregressive side), {@link
 * ai.kelix.formats.config.DitConfigReader} (image decoder) and {@link
 * ai.kelix.formats.config.VaeConfigReader} (VAE). Their readers read the released JSON and check
 * every value once. Whoever holds a record need not check anything again: sizes are positive, heads
 * divide widths, parts agree. Keys that are unknown or have no effect are skipped with a warning.
 *
 * <p>This package knows nothing about tensors; {@link ai.kelix.formats.checkpoint} does.
 */
@NullMarked
package ai.kelix.formats.config;

import org.jspecify.annotations.NullMarked;
