package ai.kelix.engine.internal.work;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** A subscriber that writes down what it is told. Requests nothing by itself. */
class Listening implements CoreSubscriber<Integer> {
  static final String COMPLETE = "complete";

  final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
  private volatile @Nullable Subscription subscription;

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
  }

  @Override
  public void onNext(Integer item) {
    threads.add(Thread.currentThread());
    heard.add(item);
  }

  @Override
  public void onError(Throwable problem) {
    heard.add(problem);
  }

  @Override
  public void onComplete() {
    heard.add(COMPLETE);
  }

  Subscription subscription() {
    return Objects.requireNonNull(subscription);
  }

  /** Waits for the next signal. */
  Object next() throws InterruptedException {
    return heard.take();
  }

  /** Tells whether nothing is there that was not waited for. */
  boolean isSilent() {
    return heard.isEmpty();
  }
}
