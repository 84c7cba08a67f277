package ai.kelix.onnx.internal.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One operation of a graph. Compared by identity. */
public final class Node {
  /** The domain of the standard operators. */
  public static final String ONNX = "";

  /** The domain of ONNX Runtime's own operators. */
  public static final String MICROSOFT = "com.microsoft";

  private final String operator;
  private final String domain;
  private final List<@Nullable Value> inputs;
  private final List<Attribute> attributes;
  private final List<Value> outputs = new ArrayList<>(1);

  Node(String operator, String domain, List<@Nullable Value> inputs, List<Attribute> attributes) {
    this.operator = operator;
    this.domain = domain;
    this.inputs = Collections.unmodifiableList(new ArrayList<>(inputs));
    this.attributes = List.copyOf(attributes);
  }

  /** Returns the operator's name. */
  public String operator() {
    return operator;
  }

  /** Returns the operator's domain. */
  public String domain() {
    return domain;
  }

  /** Returns the operands; null stands for one that is left out. */
  public List<@Nullable Value> inputs() {
    return inputs;
  }

  /**
   * Returns an operand that is there.
   *
   * @throws IllegalStateException if it was left out
   */
  public Value input(int index) {
    Value value = inputs.get(index);
    if (value == null) {
      throw new IllegalStateException(operator + " has no operand " + index);
    }
    return value;
  }

  /** Returns the settings. */
  public List<Attribute> attributes() {
    return attributes;
  }

  /** Returns the results. */
  public List<Value> outputs() {
    return Collections.unmodifiableList(outputs);
  }

  void addOutput(Value value) {
    outputs.add(value);
  }
}
