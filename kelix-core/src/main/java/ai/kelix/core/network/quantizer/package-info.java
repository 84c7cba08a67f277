/**
 * The product quantiser: features to N discrete codes a cell (kelix-ar §6).
 *
 * <p>Shape letters: T cells, N codebooks, K codes in a codebook, d code width.
 */
@NullMarked
package ai.kelix.core.network.quantizer;

import org.jspecify.annotations.NullMarked;
