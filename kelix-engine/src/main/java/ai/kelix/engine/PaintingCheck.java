package ai.kelix.engine;

import ai.kelix.InvalidModelException;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.vae.VaeConfig;
import ai.kelix.spi.LoadRequest.ImageDecoder;
import java.nio.file.Path;
import java.util.Locale;

/** Whether language model, diffusion transformer and autoencoder, each sound, fit each other. */
public final class PaintingCheck {
  private static final String CONFIG = "config.json";

  private final Path file;

  private PaintingCheck(Path file) {
    this.file = file;
  }

  /**
   * Compares what one hands to the next.
   *
   * @param folder of the language model
   * @param decoder folders of the other parts
   * @throws InvalidModelException naming both files and both values
   */
  public static void check(
      Path folder, ImageDecoder decoder, ArConfig language, DitConfig dit, VaeConfig vae) {
    PaintingCheck check = new PaintingCheck(decoder.dit().resolve(CONFIG));
    check.agree(
        dit.hasConnector() ? "connector_channels" : "caption_channels",
        dit.conditionChannels(),
        folder.resolve(CONFIG),
        "embed_dim",
        language.backbone().width());
    check.agree(
        "in_channels",
        dit.latentChannels(),
        decoder.vae().resolve(CONFIG),
        "latent_channels",
        vae.latentChannels());
    check.agree(
        "vae_downsample_rate",
        dit.downsampleRate(),
        decoder.vae().resolve(CONFIG),
        "stages that halve the image by",
        vae.spatialFactor());
  }

  private void agree(String key, int found, Path otherFile, String otherKey, int other) {
    if (found != other) {
      throw new InvalidModelException(
          String.format(
              Locale.ROOT,
              "%s says %s %d, but %s has %s %d; take all parts from the same model",
              file,
              key,
              found,
              otherFile,
              otherKey,
              other));
    }
  }
}
