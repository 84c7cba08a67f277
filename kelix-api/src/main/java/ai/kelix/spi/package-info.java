/**
 * What modules plug into Kelix: the engine, image codecs, embedded models and sources of models.
 * All are found with {@link java.util.ServiceLoader}; finding loads no native library.
 */
@NullMarked
package ai.kelix.spi;

import org.jspecify.annotations.NullMarked;
