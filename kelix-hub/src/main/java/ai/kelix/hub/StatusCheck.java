package ai.kelix.hub;

import ai.kelix.ModelNotFoundException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Turns what a hub answers instead of content into exceptions. */
final class StatusCheck {
  private final HubSettings settings;
  private final HubModel model;

  StatusCheck(HubSettings settings, HubModel model) {
    this.settings = settings;
    this.model = model;
  }

  /**
   * Returns the exception for an answer that has not the content asked for.
   *
   * @param wanted what was asked for, for messages
   * @throws BusyException if it is worth trying again
   */
  RuntimeException refused(Reply reply, String wanted) throws BusyException {
    int status = reply.status();
    if (status == 408 || status == 429 || status >= 500) {
      throw new BusyException(
          String.format(Locale.ROOT, "%s answers %d", reply.from().getHost(), status),
          wantedPause(reply));
    }
    // The hub says more in a header, since it hides private models behind 401.
    String code = reply.header("X-Error-Code");
    if (code.equals("GatedRepo") || status == 403) {
      return new HubAccessException(
          String.format(
              Locale.ROOT,
              "%s is gated or private and %s may not read it: accept its terms at %s and set HF_TOKEN to a token that may%s",
              model,
              whoAsks(),
              page(),
              words(reply)));
    }
    if (code.equals("RevisionNotFound")) {
      return new ModelNotFoundException(
          String.format(
              Locale.ROOT,
              "%s has no revision '%s' at %s: give a branch, a tag or a commit",
              model.id(),
              model.revision(),
              settings.endpoint()));
    }
    if (status == 404 || status == 410 || code.equals("RepoNotFound")) {
      return new ModelNotFoundException(
          String.format(
              Locale.ROOT,
              "'%s' is neither a folder here nor %s at %s: check its spelling; a private model needs a token in HF_TOKEN",
              model,
              wanted,
              settings.endpoint()));
    }
    if (status == 401) {
      return new HubAccessException(
          String.format(
              Locale.ROOT,
              "%s does not let %s read %s: set HF_TOKEN to a valid token%s",
              settings.endpoint(),
              whoAsks(),
              model,
              words(reply)));
    }
    return new HubProtocolException(
        String.format(
            Locale.ROOT,
            "%s answers %d for %s of %s, expected 200%s",
            reply.from().getHost(),
            status,
            wanted,
            model,
            words(reply)));
  }

  private String whoAsks() {
    return settings.token().isPresent() ? "the owner of this token" : "a user without a token";
  }

  private String page() {
    return settings.endpoint() + "/" + model.id();
  }

  private static String words(Reply reply) {
    String message = reply.header("X-Error-Message");
    return message.isEmpty() ? "" : " (the hub says: " + Quoted.text(message) + ")";
  }

  /** The header holds seconds or a date. */
  private static Optional<Duration> wantedPause(Reply reply) {
    String wanted = reply.header("Retry-After").strip();
    if (wanted.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(wanted)));
    }
    try {
      Instant until = ZonedDateTime.parse(wanted, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration pause = Duration.between(Instant.now(), until);
      return pause.isNegative() ? Optional.empty() : Optional.of(pause);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
