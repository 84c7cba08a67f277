package ai.kelix.engine.internal.work;

import ai.kelix.DeadlineExceededException;
import ai.kelix.InterruptedCallException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/** A call whose thread does the work itself. Heeds interrupts and a deadline between pieces. */
public final class BlockingCall {
  private final String name;
  private final @Nullable Duration atMost;
  private final long begun = System.nanoTime();

  private BlockingCall(String name, @Nullable Duration atMost) {
    this.name = name;
    this.atMost = atMost;
    if (Schedulers.isInNonBlockingThread()) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%s is blocking, which is not supported in thread %s: call it on a thread that may block,"
                  + " such as one of Schedulers.boundedElastic(), or stream where there is a stream",
              name,
              Thread.currentThread().getName()));
    }
  }

  /**
   * Begins a call that may last as long as it takes.
   *
   * @param name for messages, such as {@code answer()}
   * @throws IllegalStateException on a thread that Reactor forbids to block
   */
  public static BlockingCall begin(String name) {
    return new BlockingCall(name, null);
  }

  /**
   * Begins a call with a deadline.
   *
   * @param name for messages, such as {@code answer()}
   * @param atMost how long it may last
   * @throws IllegalArgumentException if that is no time
   * @throws IllegalStateException on a thread that Reactor forbids to block
   */
  public static BlockingCall begin(String name, Duration atMost) {
    Objects.requireNonNull(atMost, "atMost is null");
    if (atMost.isNegative() || atMost.isZero()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s needs time to wait, got %s: give more than nothing", name, atMost));
    }
    return new BlockingCall(name, atMost);
  }

  /**
   * Does all pieces of a piece of work.
   *
   * @param made receives what each made
   * @throws InterruptedCallException before a piece for which the thread is interrupted
   * @throws DeadlineExceededException before a piece that would begin too late
   */
  public <T> void finish(Work<T> work, Consumer<? super T> made) {
    while (!work.isDone()) {
      requireLeave(work::progress);
      work.advance().ifPresent(made);
    }
  }

  /**
   * Fails if no further piece may begin.
   *
   * @param progress says what was done
   */
  public void requireLeave(Supplier<String> progress) {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedCallException(
          String.format(
              Locale.ROOT,
              "%s was interrupted: %s; clear the thread's interrupt flag before it calls again",
              name,
              progress.get()));
    }
    if (atMost != null && Duration.ofNanos(System.nanoTime() - begun).compareTo(atMost) >= 0) {
      throw new DeadlineExceededException(name, atMost, progress.get());
    }
  }
}
