package ai.kelix.core.engine;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Where streams run. A class of its own, so that nobody waits for it who streams nothing. */
final class Streaming {
  private static final int STREAMS = Math.max(8, Runtime.getRuntime().availableProcessors());
  private static final int QUEUED = 1024;

  /**
   * Shared and never disposed: a stream that outlives its model still needs a thread on which to
   * learn that the model is closed. Idle threads end by themselves.
   */
  static final Scheduler SCHEDULER =
      Schedulers.newBoundedElastic(STREAMS, QUEUED, "kelix", 30, true);

  private Streaming() {}
}
