package ai.kelix.tensor;

import ai.kelix.tensor.op.Op;
import java.util.List;

/**
 * What happens when an operation is applied to tensors: a graph is recorded, or numbers are
 * computed. Confined to one thread unless it says otherwise.
 */
public interface Tape {

  /**
   * Applies an operation.
   *
   * @param op what to compute
   * @param operands in the order that the operation declares
   * @return its results
   * @throws IllegalArgumentException if the operation does not take these operands, see {@link
   *     Op#infer}, or one belongs to another tape
   */
  List<Tensor> apply(Op op, List<Tensor> operands);

  /**
   * Hears of a named stage, see {@link Tensor#named}.
   *
   * @param stage its name
   * @param value its value
   */
  void named(String stage, Tensor value);
}
