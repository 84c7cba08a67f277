package ai.kelix.tensor.kernel;

import ai.kelix.tensor.op.Op;
import ai.kelix.tensor.type.TensorType;
import java.util.List;

/**
 * How a backend computes: one case for each operation.
 *
 * @param <V> what holds numbers
 */
public interface Kernels<V> {

  /**
   * Computes.
   *
   * @param op what
   * @param operands in the order that the operation declares; not to be kept
   * @param results types of the results, all sizes known
   * @return one value for each; a view may share memory with its operand
   */
  List<V> compute(Op op, List<V> operands, List<TensorType> results);

  /**
   * Computes an element-wise operation in the memory of an operand that nobody needs afterwards and
   * that no other operand shows, if the backend has that operation so.
   *
   * @param op what
   * @param operands in the order that the operation declares; not to be kept
   * @param spent position of that operand, which is of the type of the result and becomes it
   * @return whether it was computed; if not, nothing was changed
   */
  default boolean overwrite(Op op, List<V> operands, int spent) {
    return false;
  }

  /** Returns a value of its own memory with the same numbers. */
  V copy(V value);

  /** Gives a value up; memory that other values share stays. */
  void release(V value);
}
