/**
 * Kelix-Tok: the eyes, patches to features (kelix-ar §5), and the product quantiser, features to N
 * discrete codes a cell (§6).
 *
 * <p>Shape letters: B batch, H and W grid rows and columns in patches, P = H·W patches, C width, h
 * heads, e head width, T = P/4 cells; N codebooks, K codes in a codebook, d code width.
 */
@NullMarked
package ai.kelix.model.tok;

import org.jspecify.annotations.NullMarked;
