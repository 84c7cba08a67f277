package ai.kelix.spi;

import ai.kelix.DownloadProgress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is to be loaded and how.
 *
 * @param nameOrFolder the name of an embedded model, a folder, or a name that a {@link ModelSource}
 *     knows
 * @param decoder folders of the image decoder; empty to look below the model's folder
 * @param backend the backend's name; empty if there is only one
 * @param device the device; empty for the backend's best
 * @param threads for one operation; 0 for the backend's choice
 * @param cache folder for derived files; empty for the user's cache
 * @param onDownload told how far a download has come
 */
public record LoadRequest(
    String nameOrFolder,
    Optional<ImageDecoder> decoder,
    Optional<String> backend,
    Optional<String> device,
    int threads,
    Optional<Path> cache,
    Consumer<DownloadProgress> onDownload) {

  /**
   * Where the image decoder lies.
   *
   * @param dit folder of the diffusion transformer
   * @param vae folder of the autoencoder
   */
  public record ImageDecoder(Path dit, Path vae) {}

  /** Asks for a model by name or folder, with the defaults of everything else. */
  public static LoadRequest of(String nameOrFolder) {
    return new LoadRequest(
        nameOrFolder,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty(),
        progress -> {});
  }

  /** Returns the same with another listener. */
  public LoadRequest withOnDownload(Consumer<DownloadProgress> listener) {
    return new LoadRequest(nameOrFolder, decoder, backend, device, threads, cache, listener);
  }
}
