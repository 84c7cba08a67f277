package ai.kelix.engine.internal.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.DeadlineExceededException;
import ai.kelix.InterruptedCallException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class BlockingCallTest {
  private final Counting work = new Counting(3);
  private final List<Integer> made = new ArrayList<>();

  @Test
  void doesAllPiecesInOrder() {
    BlockingCall.begin("count()").finish(work, made::add);
    assertThat(made).containsExactly(1, 2, 3);
  }

  @Test
  @SuppressWarnings("NullAway") // Callers in other languages, or without a checker.
  void aNullDeadlineIsNamed() {
    assertThatThrownBy(() -> BlockingCall.begin("count()", null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("atMost is null");
  }

  @Test
  void anInterruptIsHeededBehindThePieceInProgressAndTheFlagKept() {
    Counting interrupting =
        new Counting(3) {
          @Override
          public Optional<Integer> advance() {
            if (pieces.get() == 1) {
              Thread.currentThread().interrupt();
            }
            return super.advance();
          }
        };
    assertThatThrownBy(() -> BlockingCall.begin("count()").finish(interrupting, made::add))
        .isInstanceOf(InterruptedCallException.class)
        .hasMessage(
            "count() was interrupted: 2 pieces done; clear the thread's interrupt flag before it"
                + " calls again");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(made).containsExactly(1);
  }

  @Test
  void aCallThatFinishesInSpiteOfTheInterruptHasItsResult() {
    Counting interrupting =
        new Counting(1) {
          @Override
          public Optional<Integer> advance() {
            if (pieces.get() == 1) {
              Thread.currentThread().interrupt();
            }
            return super.advance();
          }
        };
    BlockingCall.begin("count()").finish(interrupting, made::add);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(made).containsExactly(1);
  }

  @Test
  void aDeadlineIsHeededBehindThePieceInProgress() throws InterruptedException {
    BlockingCall call = BlockingCall.begin("count()", Duration.ofNanos(1));
    Thread.sleep(1); // More than the deadline, however busy the machine is.
    assertThatThrownBy(() -> call.finish(work, made::add))
        .isInstanceOfSatisfying(
            DeadlineExceededException.class,
            e -> {
              assertThat(e.atMost()).isEqualTo(Duration.ofNanos(1));
              assertThat(e.done()).isEqualTo("0 pieces done");
            })
        .hasMessage(
            "count() did not finish within PT0.000000001S: 0 pieces done; allow more time or ask"
                + " for less");
    assertThat(made).isEmpty();
  }

  @Test
  void theLongestDeadlineIsNoShortOne() {
    BlockingCall.begin("count()", Duration.ofSeconds(Long.MAX_VALUE)).finish(work, made::add);
    assertThat(made).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S"})
  void noTimeIsNoDeadline(Duration atMost) {
    assertThatThrownBy(() -> BlockingCall.begin("count()", atMost))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(atMost.toString());
  }

  @Test
  void isRefusedWhereReactorRefusesToBlock() {
    for (Scheduler scheduler : List.of(Schedulers.parallel(), Schedulers.single())) {
      Mono<Boolean> call =
          Mono.fromRunnable(() -> BlockingCall.begin("count()").finish(work, made::add))
              .thenReturn(true)
              .subscribeOn(scheduler);
      assertThatThrownBy(call::block)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("count() is blocking, which is not supported in thread ");
    }
    assertThat(work.pieces).hasValue(0);
  }

  @Test
  void isWelcomeWhereReactorBlocks() {
    Mono.fromRunnable(() -> BlockingCall.begin("count()").finish(work, made::add))
        .subscribeOn(Schedulers.boundedElastic())
        .block();
    assertThat(made).hasSize(3);
  }
}
