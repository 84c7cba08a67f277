package ai.kelix.engine.internal.work;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * One subscription to work. At any time at most one thread computes for it or tells its subscriber
 * something, so signals are serial; requests and cancellation come from anywhere.
 */
final class WorkSubscription<T> implements Subscription {

  private enum State {
    /** The subscriber is being given this subscription. */
    BEGINNING,
    /** Waits for a request. */
    IDLE,
    /** Waits for its turn to compute. */
    QUEUED,
    COMPUTING,
    /** The subscriber is being told something, or is about to be. */
    TELLING,
    /** Ended or cancelled. */
    OVER
  }

  private final StreamThreads threads;
  private final Supplier<Work<T>> begin;
  private final Subscriber<? super T> subscriber;
  private final @Nullable ClassLoader contextLoader =
      Thread.currentThread().getContextClassLoader();
  private State state = State.BEGINNING;
  private long requested;
  private boolean done;
  private @Nullable Throwable failure;
  private @Nullable Work<T> work;
  private @Nullable T made;

  private WorkSubscription(
      StreamThreads threads, Supplier<Work<T>> begin, Subscriber<? super T> subscriber) {
    this.threads = threads;
    this.begin = begin;
    this.subscriber = subscriber;
  }

  static <T> void begin(
      StreamThreads threads, Supplier<Work<T>> begin, Subscriber<? super T> subscriber) {
    WorkSubscription<T> subscription = new WorkSubscription<>(threads, begin, subscriber);
    if (threads.refuses(subscription)) {
      Operators.error(subscriber, threads.entrance().refusal());
      return;
    }
    try {
      subscriber.onSubscribe(subscription);
    } catch (RuntimeException | Error e) {
      subscription.cancel();
      throw e;
    }
    subscription.goOn(State.BEGINNING);
  }

  @Override
  public void request(long count) {
    synchronized (this) {
      if (count < 1) {
        fail(
            new IllegalArgumentException(
                "§3.9 of Reactive Streams: requests must be positive, got " + count));
      } else {
        requested = Operators.addCap(requested, count);
      }
    }
    goOn(State.IDLE);
  }

  @Override
  public void cancel() {
    boolean computing;
    Work<T> current;
    synchronized (this) {
      if (state == State.OVER) {
        return;
      }
      computing = state == State.COMPUTING;
      current = work;
      state = State.OVER;
    }
    threads.forget(this);
    if (!computing) {
      release();
    } else if (current != null) {
      current.abandon();
    }
  }

  /** Ends a stream whose model is closed, as soon as nothing is in progress. */
  void close() {
    fail(threads.entrance().refusal());
    goOn(State.IDLE);
  }

  private synchronized void fail(Throwable problem) {
    failure = failure == null ? problem : failure;
  }

  /**
   * Goes over to what is next, if the state is still the one that the caller has finished with;
   * returns whether it was.
   */
  private boolean goOn(State finished) {
    State next;
    synchronized (this) {
      if (state != finished) {
        return false;
      }
      boolean ends = done || failure != null;
      next = ends || made != null ? State.TELLING : requested > 0 ? State.QUEUED : State.IDLE;
      state = next;
    }
    if (next == State.QUEUED && !threads.compute(this::compute)) {
      fail(threads.entrance().refusal());
      goOn(State.QUEUED);
    } else if (next == State.TELLING && !threads.tell(this::tell)) {
      tell();
    }
    return true;
  }

  private void compute() {
    Work<T> known;
    boolean failed;
    synchronized (this) {
      if (state != State.QUEUED) {
        return;
      }
      state = State.COMPUTING;
      known = work;
      failed = failure != null;
    }
    if (!failed) {
      try {
        threads.entrance().pass(() -> piece(known));
      } catch (RuntimeException | Error e) {
        fail(e);
      }
    }
    boolean cancelled = !goOn(State.COMPUTING);
    if (cancelled) {
      release();
    }
  }

  private Work<T> piece(@Nullable Work<T> known) {
    Work<T> current = known == null ? begin.get() : known;
    synchronized (this) {
      work = current;
      if (state == State.OVER) {
        return current;
      }
    }
    T next = current.advance().orElse(null);
    synchronized (this) {
      made = next;
      done = current.isDone();
    }
    return current;
  }

  /** The subscriber sees the class loader that it subscribed with. */
  private void tell() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(contextLoader);
    try {
      tellNext();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private void tellNext() {
    T item = taken();
    if (item != null) {
      try {
        subscriber.onNext(item);
      } catch (RuntimeException | Error e) {
        cancel();
        throw e;
      }
    }
    if (ends()) {
      end();
    } else {
      goOn(State.TELLING);
    }
  }

  private synchronized @Nullable T taken() {
    T item = state == State.TELLING ? made : null;
    made = null;
    if (item != null && requested != Long.MAX_VALUE) {
      requested--;
    }
    return item;
  }

  private synchronized boolean ends() {
    return done || failure != null;
  }

  /** Frees first: whoever hears of the end may rely on it. */
  private void end() {
    Throwable problem;
    synchronized (this) {
      if (state != State.TELLING) {
        return;
      }
      state = State.OVER;
      problem = failure;
    }
    threads.forget(this);
    release();
    if (problem == null) {
      subscriber.onComplete();
    } else {
      subscriber.onError(problem);
    }
  }

  private void release() {
    Work<T> held;
    synchronized (this) {
      held = work;
      work = null;
      made = null;
    }
    if (held != null) {
      try {
        held.close();
      } catch (RuntimeException e) {
        Operators.onErrorDropped(e, Context.empty());
      }
    }
  }
}
