package ai.kelix.engine.internal.work;

import java.util.Optional;

/**
 * One request, done in pieces that are short enough to wait for, so that whoever carries it out can
 * stop between them. For one thread at a time.
 *
 * @param <T> what is made
 */
public interface Work<T> extends AutoCloseable {

  /** Does the next piece and returns what it made; empty if it only brought the work on. */
  Optional<T> advance();

  /** Tells whether there is no further piece. */
  boolean isDone();

  /** Returns in words what has been done, for whoever stops the work. */
  String progress();

  /**
   * Told, from any thread, while a piece is in progress: nobody waits for what it makes, and the
   * work is closed behind it. Returns at once.
   */
  default void abandon() {}

  /** Frees what the work holds, finished or not. A second call does nothing. */
  @Override
  void close();
}
