package ai.kelix.engine.internal.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rules of Reactive Streams for publishers and subscriptions, by their numbers. */
class StreamRulesTest {
  private final OpenDoor door = new OpenDoor();
  private final Counting work = new Counting(3);
  private final Listening listening = new Listening();

  @AfterEach
  void close() {
    door.close();
  }

  private void subscribe() {
    door.threads().<Integer>stream(() -> work).subscribe(listening);
  }

  /** Whatever is computed for a stream before this has been, when this returns. */
  private void settle() {
    door.threads().<Integer>stream(() -> new Counting(1)).blockLast();
  }

  @Test
  void nothingIsComputedThatIsNotRequested() throws Exception {
    subscribe();
    settle();
    assertThat(work.pieces).hasValue(0);
    listening.subscription().request(1);
    assertThat(listening.next()).isEqualTo(1);
    assertThat(work.pieces).hasValue(2);
    listening.subscription().request(1);
    assertThat(listening.next()).isEqualTo(2);
    assertThat(work.pieces).hasValue(3);
    assertThat(listening.isSilent()).as("§1.1").isTrue();
    assertThat(work.closed).isFalse();
  }

  @Test
  void theEndNeedsNoRequest() throws Exception {
    subscribe();
    listening.subscription().request(3);
    for (int item = 1; item <= 3; item++) {
      assertThat(listening.next()).isEqualTo(item);
    }
    assertThat(listening.next()).as("§1.5").isEqualTo(Listening.COMPLETE);
    assertThat(work.closed).isTrue();
    listening.subscription().request(5);
    listening.subscription().cancel();
    settle();
    assertThat(listening.isSilent()).as("§1.7, §3.6").isTrue();
  }

  @Test
  void requestsAddUpToNoEnd() throws Exception {
    subscribe();
    listening.subscription().request(Long.MAX_VALUE);
    listening.subscription().request(Long.MAX_VALUE);
    for (int item = 1; item <= 3; item++) {
      assertThat(listening.next()).as("§3.17").isEqualTo(item);
    }
    assertThat(listening.next()).isEqualTo(Listening.COMPLETE);
  }

  @Test
  void requestsFromWithinItemsDoNotNest() throws Exception {
    Counting long_ = new Counting(10_000);
    AtomicInteger depth = new AtomicInteger();
    Listening one =
        new Listening() {
          @Override
          public void onNext(Integer item) {
            assertThat(depth.incrementAndGet()).as("§1.3, §3.3").isEqualTo(1);
            subscription().request(1);
            depth.decrementAndGet();
            if (item == 10_000) {
              super.onNext(item);
            }
          }
        };
    door.threads().<Integer>stream(() -> long_).subscribe(one);
    one.subscription().request(1);
    assertThat(one.next()).isEqualTo(10_000);
    assertThat(one.next()).isEqualTo(Listening.COMPLETE);
  }

  @Test
  void requestsOfNothingAreErrors() throws Exception {
    for (long count : new long[] {0, -1, Long.MIN_VALUE}) {
      Listening rude = new Listening();
      door.threads().<Integer>stream(() -> new Counting(1)).subscribe(rude);
      rude.subscription().request(count);
      assertThat(rude.next())
          .isInstanceOfSatisfying(
              IllegalArgumentException.class, e -> assertThat(e).hasMessageContaining("§3.9"));
    }
  }

  @Test
  void theFirstItemWaitsForTheEndOfOnSubscribe() throws Exception {
    AtomicInteger atReturn = new AtomicInteger(-1);
    Listening hasty =
        new Listening() {
          @Override
          public void onSubscribe(org.reactivestreams.Subscription given) {
            super.onSubscribe(given);
            given.request(1);
            settle();
            atReturn.set(work.pieces.get());
          }
        };
    door.threads().<Integer>stream(() -> work).subscribe(hasty);
    assertThat(hasty.next()).isEqualTo(1);
    assertThat(atReturn).as("§1.3").hasValue(0);
  }

  @Test
  void cancellingFreesAtOnceWhenNothingIsComputed() throws Exception {
    subscribe();
    listening.subscription().request(1);
    assertThat(listening.next()).isEqualTo(1);
    listening.subscription().cancel();
    assertThat(work.closed).as("§3.13").isTrue();
    listening.subscription().cancel();
    listening.subscription().request(1);
    settle();
    assertThat(listening.isSilent()).as("§3.6, §3.7").isTrue();
    assertThat(work.pieces).hasValue(2);
  }

  @Test
  void cancellingStopsBehindThePieceInProgress() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    CountDownLatch freed = new CountDownLatch(1);
    Counting slow =
        new Counting(3) {
          @Override
          public Optional<Integer> advance() {
            begun.countDown();
            StreamThreadsTest.await(cancelled);
            return super.advance();
          }

          @Override
          public void close() {
            super.close();
            freed.countDown();
          }
        };
    door.threads().<Integer>stream(() -> slow).subscribe(listening);
    listening.subscription().request(3);
    begun.await();
    listening.subscription().cancel();
    cancelled.countDown();
    freed.await();
    assertThat(slow.pieces).as("§3.5, §3.12").hasValue(1);
    settle();
    assertThat(listening.isSilent()).isTrue();
  }

  @Test
  void failuresOfTheWorkEndTheStreamAndFreeIt() throws Exception {
    RuntimeException broken = new RuntimeException("broken");
    Counting failing =
        new Counting(3) {
          @Override
          public Optional<Integer> advance() {
            if (pieces.get() == 2) {
              throw broken;
            }
            return super.advance();
          }
        };
    door.threads().<Integer>stream(() -> failing).subscribe(listening);
    listening.subscription().request(9);
    assertThat(listening.next()).isEqualTo(1);
    assertThat(listening.next()).as("§1.4").isSameAs(broken);
    assertThat(failing.closed).isTrue();
  }

  @Test
  void workThatCannotBeginIsAnError() throws Exception {
    door.threads().<Integer>stream(
            () -> {
              throw new IllegalArgumentException("no such prompt");
            })
        .subscribe(listening);
    listening.subscription().request(1);
    assertThat(listening.next()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSubscriberThatThrowsCountsAsCancelled() throws Exception {
    CountDownLatch freed = new CountDownLatch(1);
    Counting noted =
        new Counting(3) {
          @Override
          public void close() {
            super.close();
            freed.countDown();
          }
        };
    Listening thrower =
        new Listening() {
          @Override
          public void onNext(Integer item) {
            Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> {});
            throw new IllegalStateException("a subscriber's own mistake");
          }
        };
    door.threads().<Integer>stream(() -> noted).subscribe(thrower);
    thrower.subscription().request(2);
    freed.await();
    settle();
    assertThat(noted.pieces).as("§2.13").hasValue(2);
    assertThat(thrower.isSilent()).isTrue();
  }
}
