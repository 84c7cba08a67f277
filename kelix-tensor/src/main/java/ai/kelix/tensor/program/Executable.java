package ai.kelix.tensor.program;

import java.util.Map;

/**
 * A program ready to run on one backend.
 *
 * <p>Runs of one executable may come from several threads as long as they share no state tensor.
 * Closing waits for runs in flight.
 */
public interface Executable extends AutoCloseable {

  /** Returns what is run. */
  Program program();

  /**
   * Runs the program once.
   *
   * @param inputs one tensor per declared input; states are changed in place
   * @return the outputs by name; the caller closes them
   * @throws IllegalArgumentException if an input is missing or its type or shape does not fit
   * @throws IllegalStateException if closed
   */
  Map<String, DeviceTensor> run(Map<String, ? extends DeviceTensor> inputs);

  @Override
  void close();
}
