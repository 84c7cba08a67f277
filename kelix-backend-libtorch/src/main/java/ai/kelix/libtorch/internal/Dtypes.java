package ai.kelix.libtorch.internal;

import ai.kelix.tensor.type.DType;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Element types on both sides. */
final class Dtypes {

  private Dtypes() {}

  static ScalarType toTorch(DType dtype) {
    return switch (dtype) {
      case F32 -> ScalarType.Float;
      case F16 -> ScalarType.Half;
      case BF16 -> ScalarType.BFloat16;
      case I64 -> ScalarType.Long;
      case I32 -> ScalarType.Int;
      case U8 -> ScalarType.Byte;
      case BOOL -> ScalarType.Bool;
    };
  }

  /** Tells whether two tensors hold elements of one type. */
  static boolean same(Tensor left, Tensor right) {
    return left.scalar_type().intern() == right.scalar_type().intern();
  }

  static DType fromTorch(ScalarType type) {
    for (DType dtype : DType.values()) {
      if (toTorch(dtype).intern() == type.intern()) {
        return dtype;
      }
    }
    throw new IllegalArgumentException("libtorch type " + type + " has no counterpart here");
  }
}
