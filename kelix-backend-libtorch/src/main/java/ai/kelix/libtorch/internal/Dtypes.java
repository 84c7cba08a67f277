package ai.kelix.libtorch.internal;

import ai.kelix.tensor.DType;
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

  static DType fromTorch(ScalarType type) {
    for (DType dtype : DType.values()) {
      if (toTorch(dtype).intern() == type.intern()) {
        return dtype;
      }
    }
    throw new IllegalArgumentException("libtorch type " + type + " has no counterpart here");
  }
}
