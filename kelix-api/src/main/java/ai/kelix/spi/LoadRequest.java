package ai.kelix.spi;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is to be loaded and how.
 *
 * @param nameOrFolder the name of an embedded model or a folder
 * @param backend the backend's name; empty if there is only one
 * @param device the device; empty for the backend's best
 * @param threads for one operation; 0 for the backend's choice
 * @param cache folder for derived files; empty for the user's cache
 */
public record LoadRequest(
    String nameOrFolder,
    Optional<String> backend,
    Optional<String> device,
    int threads,
    Optional<Path> cache) {}
