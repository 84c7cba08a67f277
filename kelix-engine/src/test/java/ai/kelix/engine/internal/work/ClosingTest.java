package ai.kelix.engine.internal.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;

/** Closing the model in every state of a stream. */
class ClosingTest {
  private final OpenDoor door = new OpenDoor();
  private final Counting work = new Counting(3);
  private final Listening listening = new Listening();

  private void requireRefusal(Listening subscriber) throws Exception {
    assertThat(subscriber.next())
        .isInstanceOfSatisfying(
            IllegalStateException.class,
            e -> assertThat(e).hasMessage("the model is closed; load it again to go on"));
    assertThat(subscriber.isSilent()).isTrue();
  }

  @Test
  void subscribersThatStoppedRequestingAreTold() throws Exception {
    door.threads().<Integer>stream(() -> work).subscribe(listening);
    listening.subscription().request(1);
    assertThat(listening.next()).isEqualTo(1);
    door.close();
    requireRefusal(listening);
    assertThat(work.closed).isTrue();
    listening.subscription().request(1);
    listening.subscription().cancel();
    assertThat(listening.isSilent()).isTrue();
  }

  @Test
  void subscribersThatNeverRequestedAreTold() throws Exception {
    door.threads().<Integer>stream(() -> work).subscribe(listening);
    door.close();
    requireRefusal(listening);
    assertThat(work.pieces).hasValue(0);
  }

  @Test
  void whoComesTooLateIsTold() throws Exception {
    door.threads().<Integer>stream(() -> new Counting(1)).blockLast();
    door.close();
    door.threads().<Integer>stream(() -> work).subscribe(listening);
    requireRefusal(listening);
  }

  @Test
  void closingFromWithinOnSubscribe() throws Exception {
    Listening closer =
        new Listening() {
          @Override
          public void onSubscribe(Subscription given) {
            super.onSubscribe(given);
            given.request(1);
            door.close();
          }
        };
    door.threads().<Integer>stream(() -> work).subscribe(closer);
    requireRefusal(closer);
  }

  @Test
  void closingFromWithinAnItem() throws Exception {
    Listening closer =
        new Listening() {
          @Override
          public void onNext(Integer item) {
            door.close();
            super.onNext(item);
          }
        };
    door.threads().<Integer>stream(() -> work).subscribe(closer);
    closer.subscription().request(3);
    assertThat(closer.next()).isEqualTo(1);
    requireRefusal(closer);
    assertThat(work.pieces).hasValue(2);
  }

  @Test
  void closingDoesNotWaitForSubscribersThatBlock() throws Exception {
    CountDownLatch blocking = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Listening blocked =
        new Listening() {
          @Override
          public void onNext(Integer item) {
            blocking.countDown();
            StreamThreadsTest.await(release);
            super.onNext(item);
          }
        };
    door.threads().<Integer>stream(() -> work).subscribe(blocked);
    blocked.subscription().request(3);
    blocking.await();
    door.close();
    release.countDown();
    assertThat(blocked.next()).isEqualTo(1);
    requireRefusal(blocked);
    assertThat(work.closed).isTrue();
  }

  @Test
  void closingWaitsForThePieceInProgress() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    AtomicBoolean computing = new AtomicBoolean();
    Counting slow =
        new Counting(1_000_000) {
          @Override
          public Optional<Integer> advance() {
            computing.set(true);
            begun.countDown();
            StreamThreadsTest.await(finish);
            computing.set(false);
            return super.advance();
          }
        };
    door.threads().<Integer>stream(() -> slow).subscribe(listening);
    listening.subscription().request(Long.MAX_VALUE);
    begun.await();
    CompletableFuture<Boolean> closing =
        CompletableFuture.supplyAsync(
            () -> {
              door.close();
              return computing.get();
            });
    finish.countDown();
    assertThat(closing.get()).isFalse();
    Object signal = listening.next();
    while (signal instanceof Integer) {
      signal = listening.next();
    }
    assertThat(signal).isInstanceOf(IllegalStateException.class);
    assertThat(slow.closed).isTrue();
  }

  @Test
  void threadsEnd() throws Exception {
    List<Listening> parked = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Listening one = new Listening();
      door.threads().<Integer>stream(() -> new Counting(9)).subscribe(one);
      one.subscription().request(1);
      assertThat(one.next()).isEqualTo(1);
      parked.add(one);
    }
    List<Thread> threads = new ArrayList<>();
    parked.forEach(one -> threads.addAll(one.threads));
    door.close();
    for (Listening one : parked) {
      requireRefusal(one);
    }
    for (Thread thread : threads) {
      thread.join();
      assertThat(thread.isAlive()).isFalse();
    }
  }

  @Test
  void everyOneOfManyRacingStreamsEnds() throws Exception {
    List<Listening> all = new ArrayList<>();
    CompletableFuture<Void> closing = new CompletableFuture<>();
    for (int i = 0; i < 200; i++) {
      Listening one = new Listening();
      door.threads().<Integer>stream(() -> new Counting(1_000_000)).subscribe(one);
      one.subscription().request(i % 3 == 0 ? 1 : Long.MAX_VALUE);
      all.add(one);
      if (i == 100) {
        assertThat(all.get(0).next()).isEqualTo(1);
        closing = CompletableFuture.runAsync(door::close);
      }
    }
    for (Listening one : all) {
      Object signal = one.next();
      while (signal instanceof Integer) {
        signal = one.next();
      }
      assertThat(signal).isInstanceOf(IllegalStateException.class);
    }
    closing.get();
  }
}
