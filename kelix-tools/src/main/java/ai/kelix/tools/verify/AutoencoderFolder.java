package ai.kelix.tools.verify;

import ai.kelix.InvalidModelException;
import ai.kelix.formats.config.ComponentKind;
import ai.kelix.formats.config.VaeConfigReader;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.vae.VaeConfig;
import ai.kelix.tensor.weights.CheckpointException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The autoencoder for recordings of a diffusion transformer that paint.
 *
 * @param folder of the autoencoder
 * @param config what it says
 */
record AutoencoderFolder(Path folder, VaeConfig config) {
  private static final String CONFIG = "config.json";

  /**
   * Finds it: the one that is named, or the only one beside the transformer that fits it.
   *
   * @param named by the caller
   * @param transformer folder of the transformer
   * @throws InvalidModelException if the named one does not fit
   */
  static Optional<AutoencoderFolder> of(Optional<Path> named, Path transformer, DitConfig dit) {
    if (named.isPresent()) {
      AutoencoderFolder found = read(named.get());
      found.requireFit(dit);
      return Optional.of(found);
    }
    List<AutoencoderFolder> beside =
        beside(transformer).stream().filter(found -> found.fits(dit)).toList();
    return beside.size() == 1 ? Optional.of(beside.get(0)) : Optional.empty();
  }

  private static AutoencoderFolder read(Path folder) {
    return new AutoencoderFolder(folder, VaeConfigReader.read(folder.resolve(CONFIG)));
  }

  private static List<AutoencoderFolder> beside(Path transformer) {
    Path parent = transformer.toAbsolutePath().normalize().getParent();
    if (parent == null) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(parent)) {
      return folders
          .filter(folder -> Files.isRegularFile(folder.resolve(CONFIG)))
          .sorted()
          .flatMap(folder -> ifAutoencoder(folder).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + parent, e);
    }
  }

  /** What lies beside by chance need not be sound. */
  private static Optional<AutoencoderFolder> ifAutoencoder(Path folder) {
    try {
      boolean kind = ComponentKind.of(folder.resolve(CONFIG)) == ComponentKind.AUTOENCODER;
      return kind ? Optional.of(read(folder)) : Optional.empty();
    } catch (CheckpointException e) {
      return Optional.empty();
    }
  }

  private boolean fits(DitConfig dit) {
    return config.latentChannels() == dit.latentChannels()
        && config.spatialFactor() == dit.downsampleRate();
  }

  private void requireFit(DitConfig dit) {
    if (!fits(dit)) {
      throw new InvalidModelException(
          String.format(
              Locale.ROOT,
              "the autoencoder %s has latents of %d channels and 1/%d of the side, the transformer"
                  + " takes %d channels and 1/%d; name the autoencoder of its recordings",
              folder,
              config.latentChannels(),
              config.spatialFactor(),
              dit.latentChannels(),
              dit.downsampleRate()));
    }
  }
}
