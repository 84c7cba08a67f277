package ai.kelix.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes one file appear at a second place. */
@FunctionalInterface
interface Linker {

  /**
   * Makes the link.
   *
   * @param link to be made
   * @param target relative to the link's folder
   * @throws UnsupportedOperationException or {@link IOException} if this system cannot
   */
  void link(Path link, Path target) throws IOException;

  /**
   * Links by the first way that works here: symbolic, as the reference client does; hard, since
   * Windows allows it to everybody; or by a copy.
   *
   * @param symbolic the preferred way
   */
  static void linkOrCopy(Linker symbolic, Path link, Path target) throws IOException {
    try {
      symbolic.link(link, target);
      return;
    } catch (UnsupportedOperationException | IOException e) {
      Files.deleteIfExists(link);
    }
    Path file = link.resolveSibling(target).normalize();
    try {
      Files.createLink(link, file);
    } catch (UnsupportedOperationException | IOException e) {
      Files.copy(file, link);
    }
  }
}
