package ai.kelix.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/** The folder of one commit: the model folder, made of links to blobs. */
final class Snapshot {
  private final Path folder;
  private final RepositoryCache cache;
  private final Linker symbolic;

  Snapshot(RepositoryCache cache, String commit, Linker symbolic) {
    this.cache = cache;
    this.folder = cache.snapshot(commit);
    this.symbolic = symbolic;
  }

  /**
   * Checks that no link that lies in the cache leads a file out of it.
   *
   * @throws HubCacheException if one does
   */
  void check(Listing listing) throws IOException {
    for (RemoteFile file : listing.files()) {
      Path within = folder.relativize(place(file));
      for (int depth = 1; depth < within.getNameCount(); depth++) {
        Path at = folder.resolve(within.subpath(0, depth));
        if (Files.exists(at, LinkOption.NOFOLLOW_LINKS)
            && !Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
          throw new HubCacheException(
              String.format(
                  Locale.ROOT,
                  "%s is no folder, as the model's '%s' needs; delete it and run again",
                  at,
                  file.path()));
        }
      }
    }
  }

  /** Puts every file in its place; all must be in the cache. */
  Path assemble(Listing listing) throws IOException {
    for (RemoteFile file : listing.files()) {
      Path place = place(file);
      Path blob = cache.blob(file);
      if (!isLinked(place, blob, file.size())) {
        Files.createDirectories(place.getParent());
        link(place, blob);
      }
    }
    return folder;
  }

  private Path place(RemoteFile file) {
    return folder.resolve(file.path());
  }

  /** A copy counts by its size, as it does for the reference client. */
  private static boolean isLinked(Path place, Path blob, long size) throws IOException {
    if (!Files.exists(place)) {
      return false;
    }
    return Files.isSameFile(place, blob)
        || (Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS) && Files.size(place) == size);
  }

  /** By a sibling and a rename, so that nobody sees half of a copy. */
  private void link(Path place, Path blob) throws IOException {
    Path temporary = place.resolveSibling(".kelix-" + UUID.randomUUID());
    try {
      Linker.linkOrCopy(
          symbolic, temporary, Objects.requireNonNull(place.getParent()).relativize(blob));
      Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
