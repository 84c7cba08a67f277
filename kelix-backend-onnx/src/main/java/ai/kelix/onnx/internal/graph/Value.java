package ai.kelix.onnx.internal.graph;

import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Shape;
import org.jspecify.annotations.Nullable;

/**
 * One value of a graph: an input, a constant or the result of a node. Compared by identity. Only
 * its name can still change while the graph grows.
 */
public final class Value {
  private final DType dtype;
  private final Shape shape;
  private final @Nullable Node producer;
  private final @Nullable Initializer initializer;
  private @Nullable String name;
  private boolean nameIsFinal;

  private Value(
      DType dtype, Shape shape, @Nullable Node producer, @Nullable Initializer initializer) {
    this.dtype = dtype;
    this.shape = shape;
    this.producer = producer;
    this.initializer = initializer;
  }

  static Value input(String name, DType dtype, Shape shape) {
    Value value = new Value(dtype, shape, null, null);
    value.claimName(name);
    return value;
  }

  static Value constant(@Nullable String name, DType dtype, Shape shape, Initializer data) {
    Value value = new Value(dtype, shape, null, data);
    value.name = name;
    value.nameIsFinal = true;
    return value;
  }

  static Value result(Node producer, DType dtype, Shape shape) {
    return new Value(dtype, shape, producer, null);
  }

  /** Returns the element type. */
  public DType dtype() {
    return dtype;
  }

  /** Returns the shape, as far as it is known before a run. */
  public Shape shape() {
    return shape;
  }

  /** Returns the node that computes it; null for inputs and constants. */
  public @Nullable Node producer() {
    return producer;
  }

  /** Returns where the elements are; null unless this is a constant. */
  public @Nullable Initializer initializer() {
    return initializer;
  }

  /** Returns the producing node if it is of this type, else null. */
  public @Nullable Node producedBy(String operator) {
    return producer != null && producer.operator().equals(operator) ? producer : null;
  }

  /** Returns the name by which people know it so far, or empty text. */
  public String suggestedName() {
    return name == null ? "" : name;
  }

  /** Suggests a name for people; later suggestions and claims replace it. */
  public void suggestName(String suggestion) {
    if (!nameIsFinal) {
      name = suggestion;
    }
  }

  /**
   * Gives the value its final name, by which a session knows it.
   *
   * @return false if it has a final name already, or is a constant
   */
  public boolean claimName(String finalName) {
    if (nameIsFinal) {
      return false;
    }
    name = finalName;
    nameIsFinal = true;
    return true;
  }

  @Nullable String name() {
    return name;
  }

  boolean hasFinalName() {
    return nameIsFinal && initializer == null;
  }

  @Override
  public String toString() {
    return (name == null ? "" : name + " ") + dtype + shape;
  }
}
