package ai.kelix.core.engine;

import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where derived files go: the caller's choice, {@code KELIX_CACHE}, or the user's cache folder. */
public final class CacheFolder {

  private CacheFolder() {}

  /**
   * Returns the folder, which may not exist yet.
   *
   * @param chosen by the caller, if at all
   */
  public static Path choose(Optional<Path> chosen) {
    return chosen.orElseGet(
        () ->
            byDefault(
                System.getenv(), System.getProperty("os.name"), System.getProperty("user.home")));
  }

  static Path byDefault(Map<String, String> environment, String system, String home) {
    String own = environment.get("KELIX_CACHE");
    if (own != null) {
      return Paths.get(own);
    }
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      String local = environment.get("LOCALAPPDATA");
      return (local != null ? Paths.get(local) : Paths.get(home, "AppData", "Local"))
          .resolve("kelix");
    }
    if (name.startsWith("mac")) {
      return Paths.get(home, "Library", "Caches", "kelix");
    }
    String xdg = environment.get("XDG_CACHE_HOME");
    return (xdg != null ? Paths.get(xdg) : Paths.get(home, ".cache")).resolve("kelix");
  }
}
