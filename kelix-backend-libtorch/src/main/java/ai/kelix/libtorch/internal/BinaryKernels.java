package ai.kelix.libtorch.internal;

import ai.kelix.tensor.op.Binary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.Tensor;

/** Operations on each pair of elements of two operands. */
final class BinaryKernels {

  private BinaryKernels() {}

  static Tensor compute(Binary op, Tensor left, Tensor right) {
    return switch (op) {
      case PLUS -> left.add(right);
      case MINUS -> left.sub(right);
      case TIMES -> left.mul(right);
      case DIVIDED_BY -> quotient(left, right);
      case MAXIMUM -> left.maximum(right);
      case MINIMUM -> left.minimum(right);
      case EQUAL_TO -> left.eq(right);
      case LESS_THAN -> left.lt(right);
      case AT_LEAST -> left.ge(right);
      case AND -> left.logical_and(right);
    };
  }

  private static Tensor quotient(Tensor left, Tensor right) {
    if (left.is_floating_point()) {
      return left.div(right);
    }
    // The native side keeps no copy of the word.
    try (BytePointer truncating = new BytePointer("trunc");
        StringViewOptional mode = new StringViewOptional(truncating)) {
      return left.div(right, mode);
    }
  }
}
