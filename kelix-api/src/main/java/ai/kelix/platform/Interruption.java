package ai.kelix.platform;

import ai.kelix.InterruptedCallException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import org.jspecify.annotations.Nullable;

/** Tells an interrupt from a failure. A channel closes when its thread is interrupted. */
public final class Interruption {

  private Interruption() {}

  /**
   * Looks whether the calling thread is interrupted; the flag stays as it is.
   *
   * @param what the thread is about to do, for the message: a verb in -ing with its object
   * @throws InterruptedCallException if it is
   */
  public static void check(String what) {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedCallException(message(what));
    }
  }

  /**
   * Returns if a failure has other reasons than an interrupt.
   *
   * @param failure of {@code what}
   * @param what the thread was doing, for the message: a verb in -ing with its object
   * @throws InterruptedCallException if an interrupt led to the failure; the flag is set then
   */
  public static void check(Exception failure, String what) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (isInterrupt(cause)) {
        throw during(what, failure);
      }
    }
  }

  private static boolean isInterrupt(Throwable cause) {
    return cause instanceof ClosedByInterruptException
        || cause instanceof InterruptedException
        // A timed-out socket is an interrupted one to Java, and no thread was.
        || (cause.getClass().equals(InterruptedIOException.class)
            && Thread.currentThread().isInterrupted());
  }

  /** Sets the flag and returns what to throw. */
  public static InterruptedCallException during(String what, Exception cause) {
    Thread.currentThread().interrupt();
    return new InterruptedCallException(message(what), cause);
  }

  private static String message(String what) {
    return "the thread was interrupted while " + what + "; nothing is damaged, call again to go on";
  }
}
