package ai.kelix.onnx.internal.runtime;

import ai.kelix.tensor.type.DType;
import ai.onnxruntime.OnnxJavaType;

/** The element types under ONNX Runtime's names. */
final class Elements {

  private Elements() {}

  static OnnxJavaType javaType(DType dtype) {
    return switch (dtype) {
      case F32 -> OnnxJavaType.FLOAT;
      case F16 -> OnnxJavaType.FLOAT16;
      case BF16 -> OnnxJavaType.BFLOAT16;
      case I64 -> OnnxJavaType.INT64;
      case I32 -> OnnxJavaType.INT32;
      case U8 -> OnnxJavaType.UINT8;
      case BOOL -> OnnxJavaType.BOOL;
    };
  }

  static DType dtype(OnnxJavaType type) {
    return switch (type) {
      case FLOAT -> DType.F32;
      case FLOAT16 -> DType.F16;
      case BFLOAT16 -> DType.BF16;
      case INT64 -> DType.I64;
      case INT32 -> DType.I32;
      case UINT8 -> DType.U8;
      case BOOL -> DType.BOOL;
      default ->
          throw new IllegalArgumentException("no tensors of type " + type + " are used here");
    };
  }
}
