package ai.kelix.hub;

import java.nio.file.Files;

/**
 * What a download finds around it; tests give it other surroundings.
 *
 * @param patience how long and how often it tries
 * @param space how much the disk takes
 * @param symbolic how symbolic links are made
 */
record Surroundings(Patience patience, DiskSpace space, Linker symbolic) {
  static final Surroundings USUAL =
      new Surroundings(
          Patience.USUAL,
          DiskSpace::ofFileSystem,
          (link, to) -> Files.createSymbolicLink(link, to));
}
