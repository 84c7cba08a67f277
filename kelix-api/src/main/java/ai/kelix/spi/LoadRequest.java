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
 * @param backend the backend's name; empty if there is only one
 * @param device the device; empty for the backend's best
 * @param threads for one operation; 0 for the backend's choice
 * @param cache folder for derived files; empty for the user's cache
 * @param onDownload told how far a download has come
 */
public record LoadRequest(
    String nameOrFolder,
    Optional<String> backend,
    Optional<String> device,
    int threads,
    Optional<Path> cache,
    Consumer<DownloadProgress> onDownload) {}
