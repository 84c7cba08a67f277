/**
 * The DC-AE autoencoder in diffusers' format (kelix-dit §11).
 *
 * <p>Images and latents are {@code [B, channels, height, width]}; stage names in the code are those
 * of the checkpoint with {@code enc.i.j} for {@code encoder.down_blocks.i.j} and {@code dec.i.j}
 * for {@code decoder.up_blocks.i.j}.
 */
@NullMarked
package ai.kelix.model.vae;

import org.jspecify.annotations.NullMarked;
