package ai.kelix.tensor;

import ai.kelix.tensor.type.Shape;

/**
 * The weights below a prefix, for building a network: each module asks for its parameters once, by
 * the rest of their names. What a module states about shapes and first values is all that is ever
 * said about them.
 */
public final class Parameters {
  private final Catalogue catalogue;
  private final String prefix;

  private Parameters(Catalogue catalogue, String prefix) {
    this.catalogue = catalogue;
    this.prefix = prefix;
  }

  /** Returns all weights of a checkpoint. */
  public static Parameters of(Catalogue catalogue) {
    return new Parameters(catalogue, "");
  }

  /** Returns the view below {@code below + "."}. */
  public Parameters at(String below) {
    return new Parameters(catalogue, prefix + below + ".");
  }

  /**
   * Returns a matrix or a kernel, which begins as {@link FirstValues#XAVIER}.
   *
   * @param name the rest of the name below this prefix
   * @param sizes the shape expected
   * @throws RuntimeException as {@link Catalogue#require}
   */
  public Parameter get(String name, long... sizes) {
    return get(name, FirstValues.XAVIER, sizes);
  }

  /**
   * Returns one parameter.
   *
   * @param name the rest of the name below this prefix
   * @param firstValues what a new model begins with
   * @param sizes the shape expected
   * @throws RuntimeException as {@link Catalogue#require}
   */
  public Parameter get(String name, FirstValues firstValues, long... sizes) {
    Parameter parameter = new Parameter(prefix + name, Shape.of(sizes), firstValues);
    catalogue.require(parameter);
    return parameter;
  }

  /**
   * Returns a table of which the checkpoint says how many rows it has. A checkpoint may lack it:
   * then it is missed when a program that reads it is compiled.
   *
   * @param name the rest of the name below this prefix
   * @param firstValues what a new model begins with
   * @param rows how many a new model has
   * @param width of each row
   * @throws RuntimeException as {@link Catalogue#require}, if it is there
   */
  public Parameter table(String name, FirstValues firstValues, long rows, long width) {
    boolean stored = has(name);
    long[] sizes = stored ? sizesOf(name) : new long[0];
    long found = sizes.length == 0 ? rows : sizes[0];
    return stored || catalogue.isOpen()
        ? get(name, firstValues, found, width)
        : new Parameter(prefix + name, Shape.of(rows, width), firstValues);
  }

  /** Tells whether the checkpoint has a weight of this name. */
  public boolean has(String name) {
    return catalogue.has(prefix + name);
  }

  /** Returns the stored sizes of a weight. */
  public long[] sizesOf(String name) {
    return catalogue.sizesOf(prefix + name);
  }
}
