package ai.kelix.libtorch.internal;

import ai.kelix.tensor.op.Unary;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Operations on each element of one operand. */
final class UnaryKernels {

  private UnaryKernels() {}

  static Tensor compute(Unary op, Tensor x) {
    return switch (op) {
      case NEGATED -> x.neg();
      case SQUARE -> x.square();
      case ABS -> x.abs();
      case SQRT -> x.sqrt();
      case EXP -> x.exp();
      case LOG -> x.log();
      case SIN -> x.sin();
      case COS -> x.cos();
      case FLOOR -> x.floor();
      case ROUND -> x.round();
      case TANH -> x.tanh();
      case SIGMOID -> x.sigmoid();
      case SILU -> torch.silu(x);
      case GELU -> torch.gelu(x);
      case GELU_TANH -> torch.gelu(x, "tanh");
      case RELU -> x.relu();
      case NOT -> x.logical_not();
    };
  }
}
