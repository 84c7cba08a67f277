package ai.kelix.libtorch.internal;

import ai.kelix.tensor.op.Binary;
import ai.kelix.tensor.op.Elementwise;
import ai.kelix.tensor.op.Op;
import ai.kelix.tensor.op.Unary;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Element-wise operations in the memory of an operand, where libtorch has them. */
final class Overwriting {

  private Overwriting() {}

  /**
   * Computes.
   *
   * @param spent position of the operand that is overwritten
   * @return whether it was; if not, nothing was done
   */
  static boolean compute(Op op, List<Tensor> operands, int spent) {
    Tensor target = operands.get(spent);
    if (op instanceof Unary unary) {
      unary(unary, target);
      return true;
    }
    if (op instanceof Binary binary) {
      return binary(binary, target, operands.get(0), operands.get(1));
    }
    return op instanceof Elementwise elementwise && elementwise(elementwise, operands, spent);
  }

  private static Tensor unary(Unary op, Tensor x) {
    return switch (op) {
      case NEGATED -> x.neg_();
      case SQUARE -> x.square_();
      case ABS -> x.abs_();
      case SQRT -> x.sqrt_();
      case EXP -> x.exp_();
      case LOG -> x.log_();
      case SIN -> x.sin_();
      case COS -> x.cos_();
      case FLOOR -> x.floor_();
      case ROUND -> x.round_();
      case TANH -> x.tanh_();
      case SIGMOID -> x.sigmoid_();
      case SILU -> torch.silu_(x);
      case GELU -> torch.gelu_(x);
      case GELU_TANH -> torch.gelu_(x, "tanh");
      case RELU -> x.relu_();
      case NOT -> x.logical_not_();
    };
  }

  private static boolean binary(Binary op, Tensor target, Tensor left, Tensor right) {
    switch (op) {
      case PLUS -> torch.add_out(target, left, right);
      case MINUS -> torch.sub_out(target, left, right);
      case TIMES -> torch.mul_out(target, left, right);
      case MAXIMUM -> torch.maximum_out(target, left, right);
      case MINIMUM -> torch.minimum_out(target, left, right);
      case DIVIDED_BY -> {
        if (!target.is_floating_point()) {
          return false;
        }
        torch.div_out(target, left, right);
      }
      case EQUAL_TO, LESS_THAN, AT_LEAST, AND -> {
        return false;
      }
    }
    return true;
  }

  private static boolean elementwise(Elementwise op, List<Tensor> operands, int spent) {
    Tensor target = operands.get(spent);
    return switch (op) {
      case Elementwise.PlusNumber plus -> {
        try (Scalar number = ElementwiseKernels.number(target, plus.number())) {
          target.add_(number);
        }
        yield true;
      }
      case Elementwise.TimesNumber times -> {
        try (Scalar number = ElementwiseKernels.number(target, times.number())) {
          target.mul_(number);
        }
        yield true;
      }
      case Elementwise.SwiGlu swiGlu -> {
        if (spent == 0) {
          torch.silu_(target).mul_(operands.get(1));
        }
        yield spent == 0;
      }
      case Elementwise.Clamp clamp -> false;
      case Elementwise.To to -> false;
      case Elementwise.Where where -> false;
    };
  }
}
