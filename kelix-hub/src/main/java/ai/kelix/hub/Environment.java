package ai.kelix.hub;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads settings from environment variables with the reference client's names and order. */
final class Environment {
  private static final String PUBLIC_HUB = "https://huggingface.co";
  private static final Set<String> TRUE = Set.of("1", "ON", "YES", "TRUE");

  /** Far above any token. */
  private static final int MAX_TOKEN_FILE = 64 << 10;

  private final Map<String, String> variables;
  private final String home;

  Environment(Map<String, String> variables, String home) {
    this.variables = variables;
    this.home = home;
  }

  HubSettings settings() {
    Path hubHome =
        path("HF_HOME")
            .orElseGet(
                () ->
                    path("XDG_CACHE_HOME").orElse(Path.of(home, ".cache")).resolve("huggingface"));
    Path cache = path("HF_HUB_CACHE").orElse(hubHome.resolve("hub"));
    try {
      return new HubSettings(
          endpoint(), cache.toAbsolutePath(), token(hubHome), flag("HF_HUB_OFFLINE"));
    } catch (IllegalArgumentException e) {
      throw new HubCacheException("the environment of the download: " + e.getMessage(), e);
    }
  }

  private URI endpoint() {
    String address = text("HF_ENDPOINT").orElse(PUBLIC_HUB).replaceAll("/+$", "");
    try {
      return new URI(address);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "HF_ENDPOINT is '%s', expected an address such as %s"
              .formatted(Quoted.text(address), PUBLIC_HUB),
          e);
    }
  }

  private Optional<String> token(Path hubHome) {
    Optional<String> given = text("HF_TOKEN");
    if (given.isPresent() || flag("HF_HUB_DISABLE_IMPLICIT_TOKEN")) {
      return given;
    }
    Path file = path("HF_TOKEN_PATH").orElse(hubHome.resolve("token"));
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_TOKEN_FILE) {
        return Optional.empty();
      }
      String token = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
      return token.isEmpty() ? Optional.empty() : Optional.of(token);
    } catch (IOException e) {
      throw new HubCacheException(
          "cannot read the token file %s: %s; mend it or set HF_TOKEN".formatted(file, e), e);
    }
  }

  private Optional<Path> path(String variable) {
    try {
      return text(variable)
          .map(p -> p.equals("~") || p.startsWith("~/") ? home + p.substring(1) : p)
          .map(Path::of);
    } catch (InvalidPathException e) {
      throw new HubCacheException(variable + " is no path on this system: " + e.getReason(), e);
    }
  }

  private boolean flag(String variable) {
    return text(variable).filter(v -> TRUE.contains(v.toUpperCase(Locale.ROOT))).isPresent();
  }

  /** Empty and blank count as not set. */
  private Optional<String> text(String variable) {
    return Optional.ofNullable(variables.get(variable))
        .map(String::strip)
        .filter(v -> !v.isEmpty());
  }
}
