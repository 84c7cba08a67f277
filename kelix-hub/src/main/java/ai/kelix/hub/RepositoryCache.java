package ai.kelix.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Where one model lies in the cache: {@code models--owner--name} with {@code blobs} by checksum,
 * {@code snapshots} of commits whose files link to blobs, and {@code refs} from revisions to
 * commits.
 */
final class RepositoryCache {
  /** A commit and some white space. */
  private static final int MAX_REF = 200;

  private final Path root;
  private final Path folder;
  private final HubModel model;

  RepositoryCache(Path root, HubModel model) {
    this.root = root;
    this.model = model;
    this.folder = root.resolve(folderName());
  }

  private String folderName() {
    return String.format(Locale.ROOT, "models--%s--%s", model.owner(), model.name());
  }

  Path root() {
    return root;
  }

  Path blob(RemoteFile file) {
    return blobs().resolve(file.checksum().hex());
  }

  /** Of its own, since the reference client appends to its files under a lock that Java has not. */
  Path partial(RemoteFile file) {
    return blobs().resolve(file.checksum().hex() + ".kelix.incomplete");
  }

  Path lock(RemoteFile file) {
    return root.resolve(".locks").resolve(folderName()).resolve(file.checksum().hex() + ".lock");
  }

  Path snapshot(String commit) {
    return folder.resolve("snapshots").resolve(commit);
  }

  private Path blobs() {
    return folder.resolve("blobs");
  }

  /** Whether the content is there; only verified content gets a blob's name. */
  boolean holds(RemoteFile file) {
    Path blob = blob(file);
    try {
      return Files.isRegularFile(blob) && Files.size(blob) == file.size();
    } catch (IOException e) {
      return false;
    }
  }

  /** How much of a file is there, in bytes. */
  long bytesOf(RemoteFile file) {
    if (holds(file)) {
      return file.size();
    }
    try {
      return Files.exists(partial(file)) ? Math.min(file.size(), Files.size(partial(file))) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** The folder that the revision stood for when it was last fetched. */
  Optional<Path> lastSnapshot() {
    return lastCommit().map(this::snapshot).filter(Files::isDirectory);
  }

  private Optional<String> lastCommit() {
    if (model.isCommit()) {
      return Optional.of(model.revision());
    }
    Path ref = ref();
    try {
      if (!Files.isRegularFile(ref) || Files.size(ref) > MAX_REF) {
        return Optional.empty();
      }
      String commit = new String(Files.readAllBytes(ref), StandardCharsets.ISO_8859_1).strip();
      return Optional.of(commit).filter(HubModel::isCommit);
    } catch (IOException e) {
      throw new HubCacheException(String.format(Locale.ROOT, "cannot read %s: %s", ref, e), e);
    }
  }

  /**
   * Remembers what the revision stands for; commits stand for themselves. What is known already is
   * not written again, so that a complete cache need not be writable.
   */
  void remember(String commit) throws IOException {
    if (lastCommit().filter(commit::equals).isPresent()) {
      return;
    }
    Path ref = ref();
    Files.createDirectories(ref.getParent());
    // Not a temporary file in Java's sense, which its owner alone may read.
    Path temporary = ref.resolveSibling(".kelix-" + UUID.randomUUID());
    try {
      Files.writeString(temporary, commit, StandardOpenOption.CREATE_NEW);
      Files.move(temporary, ref, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private Path ref() {
    return folder.resolve("refs").resolve(model.revision());
  }
}
