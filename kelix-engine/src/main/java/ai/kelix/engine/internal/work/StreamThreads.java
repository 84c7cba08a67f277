package ai.kelix.engine.internal.work;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;

/**
 * The threads of one model's streams. Thread-safe.
 *
 * <p>A few threads compute, one piece of work after the other, in the order in which streams ask;
 * they never run a subscriber's code. Others tell subscribers what was made: as many as there are
 * subscribers being told something at a time, because each may block there. A stream that waits,
 * for a request or for its turn, has no thread. Idle threads end.
 */
public final class StreamThreads implements AutoCloseable {
  private static final int COMPUTING = Math.max(2, Runtime.getRuntime().availableProcessors());
  private static final int IDLE_SECONDS = 10;

  private final Entrance entrance;
  private final ThreadPoolExecutor computing;
  private final ThreadPoolExecutor telling;

  /** Weak, so that a stream that nobody reads on does not keep its model from being found. */
  private final Set<WorkSubscription<?>> live = Collections.newSetFromMap(new WeakHashMap<>());

  private int told;
  private boolean closed;

  /** Where each piece of work passes, and is refused once the model is closed. */
  public interface Entrance {

    /**
     * Does a piece of work while the model is open.
     *
     * @throws IllegalStateException if it is closed
     */
    <T> T pass(Supplier<T> piece);

    /** Returns what {@link #pass} throws when the model is closed. */
    IllegalStateException refusal();
  }

  /** Prepares for streams; the first one starts threads. */
  public StreamThreads(Entrance entrance) {
    this.entrance = entrance;
    this.computing =
        new ThreadPoolExecutor(
            COMPUTING,
            COMPUTING,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new NamedThreads("kelix-compute"));
    this.computing.allowCoreThreadTimeOut(true);
    this.telling =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new NamedThreads("kelix-stream"));
  }

  /**
   * Returns work as a stream.
   *
   * @param begin the first piece of work of each subscription, done when something is requested
   */
  public <T> Flux<T> stream(Supplier<Work<T>> begin) {
    return Flux.from(subscriber -> WorkSubscription.begin(this, begin, subscriber));
  }

  Entrance entrance() {
    return entrance;
  }

  /** Takes a subscription up; it is told when this is closed. Returns whether it is too late. */
  synchronized boolean refuses(WorkSubscription<?> subscription) {
    return closed || !live.add(subscription);
  }

  synchronized void forget(WorkSubscription<?> subscription) {
    live.remove(subscription);
  }

  /** Runs a piece of work when its turn comes; returns whether it ever will. */
  boolean compute(Runnable piece) {
    return accepted(computing, piece);
  }

  /** Runs what a subscriber is to be told, at once; returns whether it does. */
  boolean tell(Runnable task) {
    // Counted before a thread takes it, so that closing never waits for it.
    count(1);
    boolean accepted = accepted(telling, () -> counted(task));
    if (!accepted) {
      count(-1);
    }
    return accepted;
  }

  private static boolean accepted(ThreadPoolExecutor threads, Runnable task) {
    try {
      threads.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  private void counted(Runnable task) {
    try {
      task.run();
    } finally {
      count(-1);
    }
  }

  private synchronized void count(int more) {
    told += more;
  }

  /**
   * Ends all streams and threads. Waits for pieces of work in progress, but not for subscribers. To
   * be called when the entrance refuses work already.
   */
  @Override
  public void close() {
    List<WorkSubscription<?>> left;
    synchronized (this) {
      closed = true;
      left = new ArrayList<>(live);
    }
    // No method reference, which would load a class for it even if there is no stream: a model that
    // was dropped may be freed when its application's class loader is closed already.
    for (WorkSubscription<?> subscription : left) {
      subscription.close();
    }
    computing.shutdown();
    awaitEnd(computing);
    telling.shutdown();
    if (nobodyIsTold()) {
      awaitEnd(telling);
    }
  }

  private synchronized boolean nobodyIsTold() {
    return told == 0;
  }

  /** Without subscribers' code on them, the threads end by themselves. */
  private static void awaitEnd(ThreadPoolExecutor threads) {
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      try {
        threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
