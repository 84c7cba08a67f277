package ai.kelix.engine.internal.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Who runs where, and who waits for whom. */
class StreamThreadsTest {
  private static final int MANY = 64;

  private final OpenDoor door = new OpenDoor();

  @AfterEach
  void close() {
    door.close();
  }

  private Flux<Integer> count(int last) {
    return door.threads().stream(() -> new Counting(last));
  }

  @Test
  void subscribersThatBlockHoldUpNobody() throws Exception {
    CountDownLatch blocking = new CountDownLatch(MANY);
    CountDownLatch release = new CountDownLatch(1);
    for (int i = 0; i < MANY; i++) {
      count(2)
          .subscribe(
              item -> {
                blocking.countDown();
                await(release);
              },
              closed -> {});
    }
    blocking.await();
    assertThat(count(3).collectList().block()).containsExactly(1, 2, 3);
    release.countDown();
  }

  @Test
  void streamsMayWaitForStreamsAsDeepAsTheyLike() {
    assertThat(nested(MANY)).isEqualTo(MANY);
  }

  private int nested(int depth) {
    if (depth == 0) {
      return 0;
    }
    return count(1).map(item -> item + nested(depth - 1)).last().blockOptional().orElseThrow();
  }

  @Test
  void itemsArriveWhereBlockingIsAllowedAndWorkIsDoneElsewhere() throws Exception {
    List<Thread> computing = new ArrayList<>();
    Listening listening = new Listening();
    door.threads().<Integer>stream(
            () ->
                new Counting(3) {
                  @Override
                  public Optional<Integer> advance() {
                    computing.add(Thread.currentThread());
                    return super.advance();
                  }
                })
        .subscribe(listening);
    listening.subscription().request(3);
    for (int item = 1; item <= 3; item++) {
      assertThat(listening.next()).isEqualTo(item);
    }
    assertThat(listening.next()).isEqualTo(Listening.COMPLETE);
    assertThat(listening.threads)
        .allMatch(thread -> thread.getName().startsWith("kelix-stream-") && thread.isDaemon());
    assertThat(computing)
        .hasSize(4)
        .allMatch(thread -> thread.getName().startsWith("kelix-compute-"));
  }

  @Test
  void subscribersSeeTheClassLoaderTheySubscribedWith() {
    ClassLoader own = new ClassLoader() {};
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    AtomicReference<ClassLoader> seen = new AtomicReference<>();
    thread.setContextClassLoader(own);
    try {
      count(1)
          .doOnNext(item -> seen.set(Thread.currentThread().getContextClassLoader()))
          .blockLast();
    } finally {
      thread.setContextClassLoader(before);
    }
    assertThat(seen).hasValue(own);
  }

  @Test
  void streamsTakeTurns() throws Exception {
    int streams = 3 * Math.max(2, Runtime.getRuntime().availableProcessors());
    AtomicInteger computing = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Listening> all = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      Listening listening = new Listening();
      door.threads().<Integer>stream(
              () ->
                  new Counting(20) {
                    @Override
                    public Optional<Integer> advance() {
                      most.accumulateAndGet(computing.incrementAndGet(), Math::max);
                      try {
                        return super.advance();
                      } finally {
                        computing.decrementAndGet();
                      }
                    }
                  })
          .subscribe(listening);
      all.add(listening);
    }
    all.forEach(listening -> listening.subscription().request(Long.MAX_VALUE));
    for (Listening listening : all) {
      List<Object> heard = new ArrayList<>();
      while (heard.size() < 21) {
        heard.add(listening.next());
      }
      List<Object> expected = new ArrayList<>(IntStream.rangeClosed(1, 20).boxed().toList());
      expected.add(Listening.COMPLETE);
      assertThat(heard).isEqualTo(expected);
    }
    assertThat(most.get()).isLessThanOrEqualTo(streams / 3);
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
