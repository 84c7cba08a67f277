package ai.kelix.model.vae;

import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;

/**
 * The DC-AE autoencoder (kelix-dit §11): images to latents and back.
 *
 * <p>Immutable: it holds no numbers and serves any number of programs and threads.
 */
public final class Autoencoder {
  private final VaeConfig config;
  private final DcAeEncoder encoder;
  private final DcAeDecoder decoder;

  /**
   * Takes the weights.
   *
   * @param p all of the autoencoder's checkpoint
   */
  public Autoencoder(Parameters p, VaeConfig config) {
    this.config = config;
    this.encoder = new DcAeEncoder(p.at("encoder"), config);
    this.decoder = new DcAeDecoder(p.at("decoder"), config);
  }

  /** Returns the configuration. */
  public VaeConfig config() {
    return config;
  }

  /**
   * Encodes images.
   *
   * @param image {@code [B, 3, H, W]} in [−1, 1], sides multiples of the spatial factor
   * @return the latent before the scaling factor, {@code [B, latent channels, h, w]}
   */
  public Tensor encoded(Tensor image) {
    return encoder.forward(image);
  }

  /**
   * Decodes latents.
   *
   * @param latent {@code [B, latent channels, h, w]}, already divided by the scaling factor
   * @return {@code [B, 3, H, W]}, about [−1, 1]
   */
  public Tensor decoded(Tensor latent) {
    return decoder.forward(latent);
  }
}
