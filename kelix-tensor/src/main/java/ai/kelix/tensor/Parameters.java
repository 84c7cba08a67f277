package ai.kelix.tensor;

/**
 * Weights looked up by checkpoint name.
 *
 * <p>The network states the shape it expects with each look-up, so one walk over the network also
 * yields the list of all tensors with their shapes, without any weights.
 */
public interface Parameters {

  /**
   * Returns one weight in the compute type.
   *
   * @param name the rest of the name below this prefix
   * @param sizes the shape expected
   * @throws RuntimeException naming the tensor, what was expected and what was found, when it is
   *     missing or has another shape
   */
  Tensor get(String name, long... sizes);

  /** Tells whether a weight of this name exists. */
  boolean has(String name);

  /**
   * Returns the stored sizes of a weight, for the few whose shape is the truth rather than the
   * configuration's.
   */
  long[] sizesOf(String name);

  /** Returns the view below {@code prefix + "."}. */
  Parameters at(String prefix);

  /** Returns the factory of the backend to which the weights belong. */
  Tensors tensors();
}
