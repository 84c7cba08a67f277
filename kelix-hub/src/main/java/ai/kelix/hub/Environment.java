package ai.kelix.hub;

import ai.kelix.platform.UserPaths;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads settings from environment variables with the reference client's names and order. */
final class Environment {
  private static final String PUBLIC_HUB = "https://huggingface.co";

  /** The name of HF_HUB_CACHE in earlier clients, which today's still read. */
  private static final String OLD_CACHE = "HUGGINGFACE_HUB_CACHE";

  private static final Set<String> TRUE = Set.of("1", "ON", "YES", "TRUE");

  /** Far above any token. */
  private static final int MAX_TOKEN_FILE = 64 << 10;

  private final UserPaths paths;

  Environment(UserPaths paths) {
    this.paths = paths;
  }

  HubSettings settings() {
    try {
      Optional<Path> cache = paths.path("HF_HUB_CACHE").or(() -> paths.path(OLD_CACHE));
      Optional<Path> hubHome = hubHome();
      return new HubSettings(
          endpoint(),
          cache
              .or(() -> hubHome.map(home -> home.resolve("hub")))
              .orElseThrow(this::homeless)
              .toAbsolutePath(),
          token(hubHome),
          flag("HF_HUB_OFFLINE"));
    } catch (IllegalArgumentException e) {
      throw new HubCacheException("the environment of the download: " + e.getMessage(), e);
    }
  }

  private Optional<Path> hubHome() {
    return paths
        .path("HF_HOME")
        .or(
            () ->
                paths
                    .path("XDG_CACHE_HOME")
                    .or(() -> paths.home().map(home -> home.resolve(".cache")))
                    .map(caches -> caches.resolve("huggingface")));
  }

  private IllegalArgumentException homeless() {
    return new IllegalArgumentException(
        "this user has no home folder (HOME is not set and the system knows none); name the cache with HF_HUB_CACHE or HF_HOME");
  }

  private URI endpoint() {
    String address = paths.text("HF_ENDPOINT").orElse(PUBLIC_HUB).replaceAll("/+$", "");
    try {
      return new URI(address);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "HF_ENDPOINT is '%s', expected an address such as %s",
              Quoted.text(address),
              PUBLIC_HUB),
          e);
    }
  }

  private Optional<String> token(Optional<Path> hubHome) {
    Optional<String> given = paths.text("HF_TOKEN");
    if (given.isPresent() || flag("HF_HUB_DISABLE_IMPLICIT_TOKEN")) {
      return given;
    }
    return paths
        .path("HF_TOKEN_PATH")
        .or(() -> hubHome.map(home -> home.resolve("token")))
        .flatMap(Environment::token);
  }

  private static Optional<String> token(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_TOKEN_FILE) {
        return Optional.empty();
      }
      String token = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
      return token.isEmpty() ? Optional.empty() : Optional.of(token);
    } catch (IOException e) {
      throw new HubCacheException(
          String.format(
              Locale.ROOT, "cannot read the token file %s: %s; mend it or set HF_TOKEN", file, e),
          e);
    }
  }

  private boolean flag(String variable) {
    return paths.text(variable).filter(v -> TRUE.contains(v.toUpperCase(Locale.ROOT))).isPresent();
  }
}
