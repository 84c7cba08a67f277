/**
 * Kelix-Tok's eyes: patches to features (kelix-ar §5).
 *
 * <p>Shape letters: B batch, H and W grid rows and columns in patches, P = H·W patches, C width, h
 * heads, e head width, T = P/4 cells.
 */
@NullMarked
package ai.kelix.core.network.vision;

import org.jspecify.annotations.NullMarked;
