package ai.kelix.training.run;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/**
 * Prepares batches ahead of their use on threads of its own, in the order of their numbers, so that
 * the device need not wait for data. Used by one thread.
 */
final class BatchLoader implements AutoCloseable {
  /** Batches ready or in preparation, for each thread: one in work and one waiting. */
  private static final int AHEAD = 2;

  private final LongFunction<TrainingStage.Batch> source;
  private final int ahead;
  private final ExecutorService threads;
  private final Queue<Future<TrainingStage.Batch>> queue = new ArrayDeque<>();
  private long next;

  /**
   * Starts.
   *
   * @param first number of the first batch
   * @param count threads
   */
  BatchLoader(LongFunction<TrainingStage.Batch> source, long first, int count) {
    this.source = source;
    this.next = first;
    this.ahead = AHEAD * count;
    this.threads = Executors.newFixedThreadPool(count);
  }

  /** Returns the next batch as soon as it is ready. */
  TrainingStage.Batch take() {
    while (queue.size() < ahead) {
      long number = next++;
      Callable<TrainingStage.Batch> work = () -> source.apply(number);
      queue.add(threads.submit(work));
    }
    return result(queue.remove());
  }

  /** Waits for something that is computed for training. */
  static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("training was interrupted; resume from the checkpoint", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a training batch failed", e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
