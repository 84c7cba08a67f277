package ai.kelix.tools.assembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that is not there until all of it is. Closed before {@link #finish}, it leaves nothing.
 */
final class NewFolder implements AutoCloseable {
  private final Path target;
  private final Path part;
  private boolean finished;

  private NewFolder(Path target, Path part) {
    this.target = target;
    this.part = part;
  }

  /**
   * Looks whether a folder can be made.
   *
   * @throws FileAlreadyExistsException if there is something already
   */
  static void requireFree(Path target) throws IOException {
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(
          target + ": it exists already; choose a folder that does not");
    }
    if (Files.exists(part(target))) {
      throw new FileAlreadyExistsException(
          part(target) + ": left by an interrupted run or still in use; remove it");
    }
  }

  static NewFolder begin(Path target) throws IOException {
    requireFree(target);
    return new NewFolder(target, Files.createDirectories(part(target)));
  }

  private static Path part(Path target) {
    Path absolute = target.toAbsolutePath();
    return absolute.resolveSibling(absolute.getFileName() + ".part");
  }

  Path path() {
    return part;
  }

  /** Gives the folder its name. */
  void finish() throws IOException {
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    finished = true;
  }

  static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }

  @Override
  public void close() {
    if (finished) {
      return;
    }
    try {
      delete(part);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the unfinished folder " + part, e);
    }
  }
}
