package ai.kelix.tensor;

/**
 * What is known of the weights of a checkpoint without their numbers: a network is built on it.
 * Names are full.
 */
public interface Catalogue {

  /** Tells whether there is a weight of this name. */
  boolean has(String name);

  /**
   * Returns the sizes of a weight.
   *
   * @throws RuntimeException naming it, if there is none
   */
  long[] sizesOf(String name);

  /**
   * Takes note of a parameter that a network has.
   *
   * @throws RuntimeException naming the parameter, what was found and what was expected, if the
   *     weight is missing or the network cannot compute with it
   */
  void require(Parameter parameter);

  /**
   * Tells whether parameters come into being when they are required, as those of a network that has
   * no checkpoint yet.
   */
  default boolean isOpen() {
    return false;
  }
}
