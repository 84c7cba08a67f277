package ai.kelix.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.KelixException;
import ai.kelix.ModelNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a hub answers instead of content, and what users are told. */
class StatusTest extends HubTest {
  private static final String API = "/revision/main";

  @Test
  void unknownModelsAndRevisionsAreNotFound() {
    fails(ModelNotFoundException.class, 404, "someone/tiny", "neither a folder", "spelling");
    server.fault(API, Faults.status(401, "X-Error-Code", "RepoNotFound"));
    fails(ModelNotFoundException.class, "someone/tiny", "HF_TOKEN");
    server.fault(API, Faults.status(404, "X-Error-Code", "RevisionNotFound"));
    fails(ModelNotFoundException.class, "no revision 'main'");
    assertThat(server.requests()).as("asked once each").hasSize(3);
  }

  @Test
  void missingRightsAreSaid() {
    fails(HubAccessException.class, 401, "HF_TOKEN", "without a token");
    fails(HubAccessException.class, 403, "terms", server.endpoint() + "/someone/tiny");
    server.fault(
        API,
        Faults.status(
            401, "X-Error-Code", "GatedRepo", "X-Error-Message", "ask " + "u".repeat(900)));
    fails(HubAccessException.class, "gated", "the hub says: ask uuu");
    server.fault(WEIGHTS, Faults.status(403));
    fails(HubAccessException.class, "terms");
  }

  @Test
  void aBusyHubIsAskedAgain() {
    server.fault(API, Faults.status(503), Faults.status(429, "Retry-After", "nonsense"));
    server.fault(WEIGHTS, Faults.status(502), Faults.status(500));
    assertThat(download().resolve(WEIGHTS)).hasBinaryContent(weights);
  }

  @Test
  void aHubThatStaysBusyIsGivenUp() {
    FakeHub.Fault busy = Faults.status(503);
    server.fault(API, busy, busy, busy, busy, busy);
    fails(HubConnectionException.class, "list the files of someone/tiny", "503", "4 attempts");
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void theHubSaysHowLongToWaitUpToALimit() {
    String tomorrow =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusDays(1));
    server.fault(
        API,
        Faults.status(429, "Retry-After", "86400"),
        Faults.status(503, "Retry-After", tomorrow));
    assertThat(download().resolve(WEIGHTS)).hasBinaryContent(weights);
  }

  @Test
  void pausesDoubleUpToTheLimitUnlessTheHubSaysHowLong() {
    Attempts attempts = new Attempts("try", LITTLE);
    IOException broken = new IOException("broken");
    assertThat(IntStream.of(1, 2, 3, 6, 7, 99).mapToObj(n -> attempts.pause(n, broken)))
        .containsExactly(millis(5), millis(10), millis(20), millis(160), millis(200), millis(200));
    assertThat(attempts.pause(1, busy(Duration.ofMillis(70)))).isEqualTo(millis(70));
    assertThat(attempts.pause(1, busy(Duration.ofDays(1)))).isEqualTo(millis(200));
    assertThat(attempts.pause(3, new BusyException("later", Optional.empty())))
        .isEqualTo(millis(20));
  }

  private static BusyException busy(Duration wanted) {
    return new BusyException("later", Optional.of(wanted));
  }

  private static Duration millis(long count) {
    return Duration.ofMillis(count);
  }

  @Test
  void otherAnswersAreNotUnderstood() {
    fails(HubProtocolException.class, 204, "204", "expected 200");
    fails(HubProtocolException.class, 418, "418");
  }

  private void fails(Class<? extends KelixException> type, int status, String... said) {
    server.fault(API, Faults.status(status));
    fails(type, said);
  }

  private void fails(Class<? extends KelixException> type, String... said) {
    assertThatThrownBy(this::download).isInstanceOf(type).hasMessageContainingAll(said);
  }
}
