package ai.kelix.tensor;

import ai.kelix.tensor.type.Shape;

/**
 * A weight of a network: its name, its shape and what it begins with. It holds no numbers; {@link
 * Tensor#weight} makes a tensor of it wherever one is computed with.
 *
 * @param name in full, as checkpoints spell it
 * @param shape of known sizes
 * @param firstValues what a new model begins with
 */
public record Parameter(String name, Shape shape, FirstValues firstValues) {

  /** Checks that all sizes are known. */
  public Parameter {
    if (!shape.isFixed()) {
      throw new IllegalArgumentException(
          "parameter '" + name + "' must have known sizes, found " + shape);
    }
  }

  /** Returns the same parameter with other first values. */
  public Parameter with(FirstValues other) {
    return new Parameter(name, shape, other);
  }

  /** Returns the sizes in a new array. */
  public long[] sizes() {
    return shape.sizes();
  }
}
