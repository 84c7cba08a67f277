package ai.kelix.hub;

import ai.kelix.platform.UserPaths;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where models come from and go to.
 *
 * @param endpoint of the hub or a mirror, such as {@code https://huggingface.co}; no trailing slash
 * @param cache folder of the cache, {@code hub} in the reference client's terms
 * @param token sent to the endpoint, and to nobody else
 * @param offline whether to do without the network
 */
public record HubSettings(URI endpoint, Path cache, Optional<String> token, boolean offline) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the endpoint is no absolute http or https address, or the
   *     token has characters that no token has
   */
  public HubSettings {
    String scheme = endpoint.getScheme();
    boolean web = "http".equals(scheme) || "https".equals(scheme);
    if (!web
        || endpoint.getHost() == null
        || endpoint.getRawUserInfo() != null
        || endpoint.getRawQuery() != null
        || endpoint.getRawFragment() != null
        || endpoint.getRawPath().endsWith("/")) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "'%s' is no endpoint: expected an address such as https://huggingface.co",
              Quoted.text(endpoint.toString())));
    }
    if (token.isPresent() && !token.get().matches("[!-~]{1,4096}")) {
      throw new IllegalArgumentException(
          "the hub token holds blanks or characters that no token has; check HF_TOKEN or the token file");
    }
  }

  /**
   * Reads the settings from the environment, as the reference client does: {@code HF_HUB_CACHE}, or
   * {@code hub} in {@code HF_HOME} (by default {@code ~/.cache/huggingface}); {@code HF_TOKEN}, or
   * the file {@code HF_TOKEN_PATH} (by default {@code token} in {@code HF_HOME}), unless {@code
   * HF_HUB_DISABLE_IMPLICIT_TOKEN} is set; {@code HF_ENDPOINT} for a mirror; {@code
   * HF_HUB_OFFLINE}. In paths, a leading {@code ~} stands for the home folder, {@code HOME} if that
   * is set, and {@code $NAME} for another variable.
   *
   * @throws HubCacheException if a variable cannot be understood or the token file not be read
   */
  public static HubSettings fromEnvironment() {
    return new Environment(UserPaths.ofThisProcess()).settings();
  }

  /** Returns the settings without the token. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "HubSettings[endpoint=%s, cache=%s, token=%s, offline=%s]",
        endpoint,
        cache,
        token.isPresent() ? "present" : "none",
        offline);
  }
}
