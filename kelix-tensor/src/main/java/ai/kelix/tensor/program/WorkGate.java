package ai.kelix.tensor.program;

/**
 * Counts work in flight so that closing can wait for it. Thread-safe; close may be called again and
 * from any thread, but not from within the work itself.
 */
public final class WorkGate {
  private final String what;
  private int inFlight;
  private boolean closed;

  /** Makes an open gate for something named in messages. */
  public WorkGate(String what) {
    this.what = what;
  }

  /**
   * Begins work, which ends when the pass is closed.
   *
   * @throws IllegalStateException if the gate is closed
   */
  public synchronized Pass enter() {
    requireOpen();
    inFlight++;
    return new Pass();
  }

  /** Fails if the gate is closed. */
  public synchronized void requireOpen() {
    if (closed) {
      throw refusal();
    }
  }

  /** Returns what {@link #enter} throws when the gate is closed. */
  public IllegalStateException refusal() {
    return new IllegalStateException(what + " is closed; load it again to go on");
  }

  /** Refuses new work and waits for what is in flight; returns whether this call closed it. */
  public synchronized boolean close() {
    boolean first = !closed;
    closed = true;
    boolean interrupted = false;
    while (inFlight > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return first;
  }

  private synchronized void leave() {
    inFlight--;
    notifyAll();
  }

  /** One piece of work in flight. */
  public final class Pass implements AutoCloseable {
    private boolean left;

    private Pass() {}

    /** Ends the work; a second call does nothing. */
    @Override
    public void close() {
      if (!left) {
        left = true;
        leave();
      }
    }
  }
}
