package ai.kelix.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.InterruptedCallException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Downloads that break off, and how they go on. */
class ResumeTest extends HubTest {

  @Test
  void goesOnWhereTheConnectionBroke() {
    server.fault(WEIGHTS, dropAfter(100_000), dropAfter(50_000));
    assertThat(download().resolve(WEIGHTS)).hasBinaryContent(weights);
    assertThat(ranges()).hasSize(3).first().isEqualTo(Optional.empty());
    assertThat(ranges().subList(1, 3)).allMatch(Optional::isPresent);
  }

  @Test
  void givesUpAfterSomeAttemptsAndGoesOnTheNextTime() {
    server.fault(WEIGHTS, dropAfter(70_000), dropAfter(1), dropAfter(1), dropAfter(1));
    assertThatThrownBy(this::download)
        .isInstanceOf(HubConnectionException.class)
        .hasMessageContainingAll(WEIGHTS, "4 attempts", "run again");
    assertThat(partial()).isRegularFile();
    assertThat(blob(weights)).doesNotExist();
    assertThat(download().resolve(WEIGHTS)).hasBinaryContent(weights);
    assertThat(ranges().get(4)).isPresent();
    assertThat(partial()).doesNotExist();
  }

  @Test
  void anAttemptThatBringsMuchIsNoFailure() {
    byte[] large = random(8 << 20, 2);
    FakeHub.Fault[] drops = new FakeHub.Fault[6];
    Arrays.fill(drops, dropAfter((1 << 20) + 70_000));
    server.with("large.safetensors", large).fault("large.safetensors", drops);
    assertThat(download().resolve("large.safetensors")).hasBinaryContent(large);
  }

  @Test
  void startsAnewWhereTheServerKnowsNoParts() throws IOException {
    leave(Arrays.copyOf(weights, 1000));
    server.fault(WEIGHTS, Faults.ignoreRange());
    assertThat(download().resolve(WEIGHTS)).hasBinaryContent(weights);
    assertThat(ranges()).containsExactly(Optional.of("bytes=1000-"));
  }

  @Test
  void asksForTheWholeWhenThePartIsAnotherOne() throws IOException {
    for (String wrong :
        List.of("bytes 999-299999/300000", "bytes 1000-299999/5", "bytes 1000-300000/*", "", "x")) {
      Files.deleteIfExists(blob(weights));
      leave(Arrays.copyOf(weights, 1000));
      server.requests().clear();
      server.fault(WEIGHTS, Faults.body(206, Map.of("Content-Range", wrong)));
      assertThat(download().resolve(WEIGHTS)).hasBinaryContent(weights);
      assertThat(ranges()).containsExactly(Optional.of("bytes=1000-"), Optional.empty());
    }
  }

  @Test
  void asksForTheWholeWhenThePartIsRefused() throws IOException {
    leave(Arrays.copyOf(weights, 1000));
    server.fault(WEIGHTS, Faults.status(416));
    assertThat(download().resolve(WEIGHTS)).hasBinaryContent(weights);
    assertThat(ranges()).containsExactly(Optional.of("bytes=1000-"), Optional.empty());
  }

  @Test
  void fetchesAnewWhatWasLeftDamaged() throws IOException {
    leave(random(1000, 3));
    assertThat(download().resolve(WEIGHTS)).hasBinaryContent(weights);
    leave(random(400_000, 3));
    Files.delete(blob(weights));
    assertThat(download().resolve(WEIGHTS)).hasBinaryContent(weights);
  }

  @Test
  void asksForNothingWhenOnlyTheNameIsMissing() throws IOException {
    leave(weights);
    assertThat(download().resolve(WEIGHTS)).hasBinaryContent(weights);
    assertThat(ranges()).isEmpty();
  }

  @Test
  void aSilentServerCountsAsABrokenOne() {
    server.fault(WEIGHTS, Faults.stallAfter(1000));
    // On a busy machine honest answers may seem silent too, and are asked for again.
    Patience hasty =
        new Patience(
            Duration.ofSeconds(1),
            LITTLE.connect(),
            LITTLE.listing(),
            Integer.MAX_VALUE,
            LITTLE.firstPause(),
            LITTLE.longestPause());
    assertThat(new Hub(settings(), with(hasty)).download(MODEL).resolve(WEIGHTS))
        .hasBinaryContent(weights);
    assertThat(ranges()).hasSizeGreaterThan(1).startsWith(Optional.empty());
  }

  @Test
  void anInterruptEndsTheWaitForASilentServerAndKeepsWhatIsThere() {
    server.fault(WEIGHTS, Faults.stallAfter(1000));
    Thread reader = Thread.currentThread();
    assertThatThrownBy(
            () ->
                hub()
                    .download(
                        MODEL,
                        progress -> {
                          if (progress.bytes() >= 1020) {
                            reader.interrupt();
                          }
                        }))
        .isInstanceOf(InterruptedCallException.class)
        .hasMessageContainingAll("interrupted", "someone/tiny");
    assertThat(Thread.interrupted()).as("the flag is set again").isTrue();
    assertThat(partial()).isRegularFile();
    assertThat(download().resolve(WEIGHTS)).hasBinaryContent(weights);
    assertThat(ranges().get(1)).isEqualTo(Optional.of("bytes=1000-"));
  }

  @Test
  void aListenerThatThrowsStopsAndKeepsWhatIsThere() {
    assertThatThrownBy(
            () ->
                hub()
                    .download(
                        MODEL,
                        progress -> {
                          if (progress.bytes() > 100_000) {
                            throw new IllegalStateException("enough");
                          }
                        }))
        .hasMessage("enough");
    assertThat(partial()).isRegularFile();
    assertThat(download().resolve(WEIGHTS)).hasBinaryContent(weights);
    assertThat(ranges().get(1)).isPresent();
  }

  private void leave(byte[] bytes) throws IOException {
    Files.createDirectories(partial().getParent());
    Files.write(partial(), bytes);
  }

  private List<Optional<String>> ranges() {
    return server.requests().stream()
        .filter(request -> request.path().endsWith(".safetensors"))
        .map(FakeHub.Request::range)
        .toList();
  }
}
