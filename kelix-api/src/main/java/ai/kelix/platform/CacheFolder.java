package ai.kelix.platform;

import ai.kelix.KelixException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Where derived files go: the caller's choice, {@code KELIX_CACHE}, or the user's cache folder. */
public final class CacheFolder {

  private CacheFolder() {}

  /**
   * Returns the folder, which may not exist yet.
   *
   * @param chosen by the caller, if at all
   * @throws KelixException if nobody chose one and the user has no home folder, or a variable that
   *     chooses one cannot be understood
   */
  public static Path choose(Optional<Path> chosen) {
    return find(chosen)
        .orElseThrow(
            () ->
                new KelixException(
                    "there is no place for a cache: this user has no home folder (HOME is not set and the system knows none); name a folder with KELIX_CACHE or KelixBuilder.cache"));
  }

  /**
   * Returns the folder for files that can be done without.
   *
   * @param chosen by the caller, if at all
   * @return empty if nobody chose one and the user has no home folder
   * @throws KelixException if a variable that chooses one cannot be understood
   */
  public static Optional<Path> find(Optional<Path> chosen) {
    if (chosen.isPresent()) {
      return chosen;
    }
    try {
      return byDefault(UserPaths.ofThisProcess(), System.getProperty("os.name", ""));
    } catch (IllegalArgumentException e) {
      throw new KelixException("the cache folder: " + e.getMessage(), e);
    }
  }

  static Optional<Path> byDefault(UserPaths paths, String system) {
    Optional<Path> own = paths.path("KELIX_CACHE");
    if (own.isPresent()) {
      return own;
    }
    String name = system.toLowerCase(Locale.ROOT);
    Optional<Path> shared;
    if (name.startsWith("windows")) {
      shared = paths.path("LOCALAPPDATA").or(() -> below(paths, "AppData/Local"));
    } else if (name.startsWith("mac")) {
      shared = below(paths, "Library/Caches");
    } else {
      shared = paths.path("XDG_CACHE_HOME").or(() -> below(paths, ".cache"));
    }
    return shared.map(folder -> folder.resolve("kelix"));
  }

  private static Optional<Path> below(UserPaths paths, String relative) {
    return paths.home().map(home -> home.resolve(relative));
  }
}
