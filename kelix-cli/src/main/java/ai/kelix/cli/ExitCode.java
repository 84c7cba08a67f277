package ai.kelix.cli;

/** What the command tells the calling program. */
public final class ExitCode {
  /** All went well. */
  public static final int FINE = 0;

  /** A check ran and failed. */
  public static final int CHECK_FAILED = 1;

  /** The command line was not understood. */
  public static final int WRONG_USAGE = 2;

  /** An input or this machine does not do. */
  public static final int BAD_INPUT = 3;

  private ExitCode() {}
}
