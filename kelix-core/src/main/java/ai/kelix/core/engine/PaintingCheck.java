package ai.kelix.core.engine;

import ai.kelix.InvalidModelException;
import ai.kelix.core.config.ArConfig;
import ai.kelix.core.config.DitConfig;
import ai.kelix.core.config.VaeConfig;
import java.nio.file.Path;

/** Whether language model, diffusion transformer and autoencoder, each sound, fit each other. */
final class PaintingCheck {
  private final Path folder;

  private PaintingCheck(Path folder) {
    this.folder = folder;
  }

  /**
   * Compares what one hands to the next.
   *
   * @param folder of the language model, with {@code dit} and {@code vae} below
   * @throws InvalidModelException naming both files and both values
   */
  static void check(Path folder, ArConfig language, DitConfig dit, VaeConfig vae) {
    PaintingCheck check = new PaintingCheck(folder);
    check.agree(
        "dit/config.json",
        dit.hasConnector() ? "connector_channels" : "caption_channels",
        dit.conditionChannels(),
        "config.json",
        "embed_dim",
        language.backbone().width());
    check.agree(
        "dit/config.json",
        "in_channels",
        dit.latentChannels(),
        "vae/config.json",
        "latent_channels",
        vae.latentChannels());
    check.agree(
        "dit/config.json",
        "vae_downsample_rate",
        dit.downsampleRate(),
        "vae/config.json",
        "stages that halve the image by",
        vae.spatialFactor());
  }

  private void agree(
      String file, String key, int found, String otherFile, String otherKey, int other) {
    if (found != other) {
      throw new InvalidModelException(
          String.format(
              "%s says %s %d, but %s has %s %d; take all parts from the same model",
              folder.resolve(file), key, found, folder.resolve(otherFile), otherKey, other));
    }
  }
}
