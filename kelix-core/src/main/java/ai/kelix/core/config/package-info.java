/**
 * What a model folder's {@code config.json} says, as records.
 *
 * <p>Start at {@link ai.kelix.core.config.ArConfig} (autoregressive side), {@link
 * ai.kelix.core.config.DitConfig} (image decoder) and {@link ai.kelix.core.config.VaeConfig} (VAE).
 * Each reads the released JSON, checks every value once, and can write itself back. Whoever holds a
 * record need not check anything again: sizes are positive, heads divide widths, parts agree. Keys
 * that are unknown or have no effect are skipped with a warning.
 *
 * <p>This package knows nothing about tensors; {@link ai.kelix.core.checkpoint} does.
 */
@NullMarked
package ai.kelix.core.config;

import org.jspecify.annotations.NullMarked;
