/**
 * Kelix-DiT: the flow-matching diffusion transformer and its condition (kelix-dit §5–§8).
 *
 * <p>Shape letters: B batch, N latent tokens, D width, L condition rows, C latent channels.
 */
@NullMarked
package ai.kelix.model.dit;

import org.jspecify.annotations.NullMarked;
