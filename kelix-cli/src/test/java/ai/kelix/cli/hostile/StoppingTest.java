package ai.kelix.cli.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.Block;
import ai.kelix.Conversation;
import ai.kelix.DeadlineExceededException;
import ai.kelix.GenerationEvent;
import ai.kelix.GenerationOptions;
import ai.kelix.Image;
import ai.kelix.InterruptedCallException;
import ai.kelix.Kelix;
import ai.kelix.Prompt;
import ai.kelix.UnderstandingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Interrupts, deadlines and cancellation in every phase of a request. */
class StoppingTest {
  private static final UnderstandingOptions ONE_BLOCK =
      UnderstandingOptions.DEFAULTS.withMaxBlocks(1);
  private static final Image IMAGE = Image.ofRgb(56, 56, new byte[3 * 56 * 56]);
  private static final Prompt IMAGES =
      Prompt.builder().image(IMAGE).image(IMAGE).image(IMAGE).text("How many?").build();
  private static final GenerationOptions FOUR_STEPS = GenerationOptions.DEFAULTS.withSteps(4);
  private static final Duration DEADLINE = Duration.ofNanos(1);

  @TempDir private Path folder;
  private Kelix kelix;
  private Prompt endless;

  @BeforeEach
  void load() throws IOException {
    kelix = Spying.load(folder);
    endless = Prompt.of("Which? ".repeat(kelix.model().maxBlocks() / 12));
  }

  @AfterEach
  void close() {
    kelix.close();
  }

  /** Does something when a program runs for the given time. */
  private static AtomicInteger when(String program, int run, Runnable action) {
    AtomicInteger runs = new AtomicInteger();
    Spying.witness(
        name -> {
          if (name.equals(program) && runs.incrementAndGet() == run) {
            action.run();
          }
        });
    return runs;
  }

  private static void interrupt() {
    Thread.currentThread().interrupt();
  }

  private static void assertInterrupted(ThrowingCallable call, String done) {
    assertThatThrownBy(call)
        .isInstanceOf(InterruptedCallException.class)
        .hasMessageContaining("was interrupted: " + done);
    assertThat(Thread.interrupted()).as("the flag").isTrue();
  }

  @Test
  void anInterruptStopsALongPromptBehindThePartInProgress() {
    AtomicInteger runs = when("backbone", 2, StoppingTest::interrupt);
    assertInterrupted(() -> kelix.understand(endless, ONE_BLOCK).answer(), "256 of ");
    assertThat(runs).hasValue(2);
    assertThat(kelix.understand(Prompt.of("Hi")).answer().blocks()).isNotEmpty();
  }

  @Test
  void anInterruptStopsBetweenImages() {
    AtomicInteger runs = when("encode_image", 2, StoppingTest::interrupt);
    assertInterrupted(
        () -> kelix.understand(IMAGES).text(), "2 of 3 images of the prompt tokenized");
    assertThat(runs).hasValue(2);
  }

  @Test
  void anInterruptStopsBetweenBlocks() {
    AtomicInteger runs = when("decode_first", 1, StoppingTest::interrupt);
    assertInterrupted(
        () -> kelix.understand(IMAGE, "Describe the picture."), "the prompt read, 1 blocks");
    assertThat(runs).hasValue(1);
  }

  @Test
  void anInterruptStopsBetweenSteps() {
    AtomicInteger runs = when("velocity", 1, StoppingTest::interrupt);
    GenerationOptions options = FOUR_STEPS.withSampling(kelix.model().drawing());
    assertInterrupted(
        () -> kelix.generate(Prompt.of("a red circle"), options).image(), "the prompt read, ");
    // A step may ask for the velocity more than once.
    assertThat(runs.get()).isLessThanOrEqualTo(2);
  }

  @Test
  void anInterruptedThreadBeginsNothing() {
    AtomicInteger runs = when("backbone", -1, () -> {});
    List<Callable<Object>> calls =
        List.of(
            () -> kelix.tokenize(IMAGE),
            () -> kelix.understand(IMAGE, "What?"),
            () -> kelix.understand(Prompt.of("Hi")).text(Duration.ofDays(1)),
            () -> kelix.generate("a circle"));
    for (Callable<Object> call : calls) {
      interrupt();
      assertInterrupted(call::call, "");
    }
    assertThat(runs).hasValue(0);
  }

  @Test
  void aTurnThatWasInterruptedWasNeverAsked() {
    try (Conversation conversation = kelix.converse()) {
      when("backbone", 2, StoppingTest::interrupt);
      assertInterrupted(() -> conversation.ask(endless, ONE_BLOCK).answer(), "256 of ");
      assertThat(conversation.blocks()).isZero();
      assertThat(conversation.ask(Prompt.of("Hi")).answer().blocks())
          .isEqualTo(kelix.understand(Prompt.of("Hi")).answer().blocks());
    }
  }

  private static void passDeadline() {
    try {
      Thread.sleep(1); // More than the deadline, however busy the machine is.
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aDeadlineStopsALongPromptBehindThePartInProgress() {
    AtomicInteger runs = when("backbone", 1, StoppingTest::passDeadline);
    assertThatThrownBy(() -> kelix.understand(endless, ONE_BLOCK).text(DEADLINE))
        .isInstanceOfSatisfying(
            DeadlineExceededException.class, e -> assertThat(e.atMost()).isEqualTo(DEADLINE))
        .hasMessageStartingWith("answer() did not finish within PT0.000000001S: ");
    assertThat(runs.get()).isLessThanOrEqualTo(1);
  }

  @Test
  void aDeadlineStopsAPictureToo() {
    AtomicInteger runs = when("backbone", 1, StoppingTest::passDeadline);
    assertThatThrownBy(() -> kelix.generate(Prompt.of("a circle"), FOUR_STEPS).image(DEADLINE))
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessageStartingWith("image() did not finish within PT0.000000001S: ");
    assertThat(runs.get()).isLessThanOrEqualTo(1);
  }

  @Test
  void aDeadlineThatIsKeptChangesNothing() {
    Duration day = Duration.ofDays(1);
    assertThat(kelix.understand(IMAGES).answer(day).blocks())
        .isEqualTo(kelix.understand(IMAGES).answer().blocks());
  }

  @Test
  void cancellingStopsALongPromptBehindThePartInProgress() throws InterruptedException {
    Disposable.Swap stream = Disposables.swap();
    CountDownLatch cancelled = new CountDownLatch(1);
    when(
        "backbone",
        2,
        () -> {
          stream.dispose();
          cancelled.countDown();
        });
    stream.update(kelix.understand(endless, ONE_BLOCK).stream().subscribe());
    cancelled.await();
    // Closing waits for the part in progress.
    kelix.close();
    assertThat(Spying.STEPS).hasValue(2);
  }

  @Test
  void aTurnThatIsBeingCancelledMakesRoomForTheNext() throws InterruptedException {
    Disposable.Swap stream = Disposables.swap();
    CountDownLatch cancelled = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    try (Conversation conversation = kelix.converse()) {
      when(
          "encode_image",
          1,
          () -> {
            stream.dispose();
            cancelled.countDown();
            awaitBlocked(asked);
          });
      stream.update(conversation.ask(IMAGES).stream().subscribe());
      cancelled.await();
      Thread asking = Thread.currentThread();
      Schedulers.boundedElastic().schedule(() -> release(asking, asked));
      assertThat(conversation.ask(Prompt.of("Hi")).answer().blocks())
          .isEqualTo(kelix.understand(Prompt.of("Hi")).answer().blocks());
    }
  }

  private static void awaitBlocked(CountDownLatch asked) {
    try {
      asked.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The piece of the cancelled turn goes on when the next turn waits for it. */
  private static void release(Thread asking, CountDownLatch asked) {
    while (asking.getState() != Thread.State.WAITING) {
      LockSupport.parkNanos(1_000_000);
    }
    asked.countDown();
  }

  @Test
  void closingStopsAStreamWithALongPromptBehindThePartInProgress() {
    Mono<List<Block>> stream = kelix.understand(endless, ONE_BLOCK).stream().collectList();
    when("backbone", 1, () -> Schedulers.boundedElastic().schedule(kelix::close));
    assertThatThrownBy(stream::block)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the model is closed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parallel", "single"})
  void blockingCallsAreRefusedWhereReactorForbidsThem(String scheduler) {
    Conversation conversation = kelix.converse();
    List<Callable<Object>> calls =
        List.of(
            () -> kelix.tokenize(IMAGE),
            () -> kelix.understand(IMAGE, "What?"),
            () -> kelix.understand(Prompt.of("Hi")).answer(),
            () -> kelix.understand(Prompt.of("Hi")).answer(Duration.ofDays(1)),
            () -> kelix.understand(Prompt.of("Hi")).text(),
            () -> kelix.generate("a circle"),
            () -> kelix.generate(Prompt.of("a circle")).image(Duration.ofDays(1)),
            () -> conversation.ask("Hi"),
            () -> conversation.ask(IMAGE, "What?"));
    for (Callable<Object> call : calls) {
      Mono<Object> elsewhere =
          Mono.fromCallable(call)
              .subscribeOn(
                  scheduler.equals("single") ? Schedulers.single() : Schedulers.parallel());
      assertThatThrownBy(elsewhere::block)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is blocking, which is not supported in thread " + scheduler);
    }
    assertThat(Spying.STEPS).hasValue(0);
  }

  @Test
  void streamsAreWelcomeWhereReactorForbidsToBlock() {
    List<GenerationEvent> events =
        Mono.just("a red circle")
            .publishOn(Schedulers.parallel())
            .flatMapMany(
                words ->
                    kelix
                        .generate(
                            Prompt.of(words), FOUR_STEPS.withSampling(kelix.model().drawing()))
                        .stream())
            .collectList()
            .blockOptional()
            .orElseThrow();
    assertThat(events.get(events.size() - 1)).isInstanceOf(GenerationEvent.Painted.class);
  }
}
