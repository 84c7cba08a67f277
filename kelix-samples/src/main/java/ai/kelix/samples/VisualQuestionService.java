package ai.kelix.samples;

import ai.kelix.Image;
import ai.kelix.Kelix;
import ai.kelix.Prompt;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Answers the questions of many users with one model and without a framework. Thread-safe.
 *
 * <p>A few workers share the model, and a short queue keeps waiting times honest: who comes when it
 * is full is told at once instead of late, and nobody keeps a worker for ever. The model belongs to
 * the caller, who closes it after this service.
 */
public final class VisualQuestionService implements AutoCloseable {
  private final Kelix kelix;
  private final Duration atMost;
  private final ExecutorService workers;

  /**
   * Starts the workers.
   *
   * @param kelix the model
   * @param concurrent how many questions are answered at once, at least 1
   * @param waiting how many more may wait, at least 1
   * @param atMost how long a worker may take for one question
   */
  public VisualQuestionService(Kelix kelix, int concurrent, int waiting, Duration atMost) {
    this.kelix = kelix;
    this.atMost = atMost;
    this.workers =
        new ThreadPoolExecutor(
            concurrent, concurrent, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting));
  }

  /**
   * Answers one question.
   *
   * @param file a PNG, JPEG, … as it was uploaded
   * @param question the user's words; whatever they are, they are only ever text
   * @return the answer, or a {@link ai.kelix.KelixException} that says what is wrong with the image
   *     or the question, or that it took too long; other users notice nothing of it
   * @throws java.util.concurrent.RejectedExecutionException if the queue is full or the service
   *     closed
   */
  public CompletableFuture<String> answer(byte[] file, String question) {
    return CompletableFuture.supplyAsync(
        () -> kelix.understand(Prompt.of(Image.decode(file), question)).text(atMost), workers);
  }

  /**
   * Takes no more questions and waits until those accepted are answered; after a minute, or when
   * interrupted, the workers are interrupted, and the model stops.
   */
  @Override
  public void close() {
    workers.shutdown();
    try {
      if (!workers.awaitTermination(1, TimeUnit.MINUTES)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
