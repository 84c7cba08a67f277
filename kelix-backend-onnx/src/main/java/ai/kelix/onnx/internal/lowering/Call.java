package ai.kelix.onnx.internal.lowering;

import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.type.TensorType;
import java.util.List;

/**
 * To what an operation is applied.
 *
 * @param operands in the order that it declares
 * @param types of its results
 */
record Call(List<Value> operands, List<TensorType> types) {

  /** Returns the first operand. */
  Value x() {
    return operands.get(0);
  }

  /** Returns an operand. */
  Value in(int index) {
    return operands.get(index);
  }

  /** Returns the type of the first result. */
  TensorType type() {
    return types.get(0);
  }
}
