package ai.kelix.tools.export;

import ai.kelix.formats.quantization.PackedManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.util.Loggers;

/**
 * Gives a second folder the files of a component: weights under a second name for the same bytes,
 * if that is wanted and possible, small files as copies, so that changing one does not change the
 * other.
 */
final class FolderLinks {
  private static final String WEIGHTS = ".safetensors";

  private final Path source;
  private final Path target;
  private final boolean shares;

  FolderLinks(Path source, Path target, boolean shares) {
    this.source = source;
    this.target = target;
    this.shares = shares;
  }

  /**
   * Makes what is not there yet.
   *
   * @return whether weights were copied
   */
  boolean make() throws IOException {
    boolean copied = false;
    for (Path file : files()) {
      Path twin = target.resolve(file.getFileName().toString());
      if (!file.getFileName().toString().endsWith(WEIGHTS)) {
        Files.deleteIfExists(twin);
        Files.copy(file, twin);
      } else if (!Files.exists(twin) || Files.size(twin) != Files.size(file)) {
        Files.deleteIfExists(twin);
        copied |= !place(file, twin);
      }
    }
    return copied;
  }

  /** What an earlier export left in the source is of another format and none of its files. */
  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(source)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !ofExport(file.getFileName().toString()))
          .sorted()
          .collect(Collectors.toList());
    }
  }

  private static boolean ofExport(String name) {
    return name.endsWith(".onnx")
        || name.endsWith(".part")
        || name.equals(PackedManifest.FILE)
        || name.equals(ComponentExport.PACKED);
  }

  /** Tells whether the bytes are shared. */
  private boolean place(Path file, Path twin) throws IOException {
    if (shares) {
      try {
        // A link to a symbolic link, as a download cache has them, would break when that goes.
        Files.createLink(twin, file.toRealPath());
        return true;
      } catch (IOException | UnsupportedOperationException e) {
        Loggers.getLogger(FolderLinks.class)
            .info("{} is copied, because it cannot be linked: {}", file, e.getMessage());
      }
    }
    Files.copy(file, twin);
    return false;
  }
}
