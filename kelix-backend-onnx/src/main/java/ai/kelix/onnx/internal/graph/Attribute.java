package ai.kelix.onnx.internal.graph;

import java.util.List;

/** A named setting of a node, fixed when the graph is written. */
public sealed interface Attribute {

  /** Returns the name that the operator's definition gives it. */
  String name();

  /**
   * An integer, also used for switches.
   *
   * @param name as the operator defines it
   * @param value the setting
   */
  record Int(String name, long value) implements Attribute {}

  /**
   * A single-precision number.
   *
   * @param name as the operator defines it
   * @param value the setting
   */
  record Real(String name, float value) implements Attribute {}

  /**
   * A word.
   *
   * @param name as the operator defines it
   * @param value the setting
   */
  record Text(String name, String value) implements Attribute {}

  /**
   * A list of integers.
   *
   * @param name as the operator defines it
   * @param values the setting
   */
  record Ints(String name, List<Long> values) implements Attribute {
    /** Copies the list. */
    public Ints {
      values = List.copyOf(values);
    }
  }
}
