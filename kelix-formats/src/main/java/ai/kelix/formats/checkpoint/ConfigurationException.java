package ai.kelix.formats.checkpoint;

import ai.kelix.tensor.weights.CheckpointException;

/** A configuration file has a missing, mistyped, impossible or unsupported value. */
public class ConfigurationException extends CheckpointException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception with a message for people. */
  public ConfigurationException(String message) {
    super(message);
  }

  /** Makes an exception with a message for people and what led to it. */
  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }
}
