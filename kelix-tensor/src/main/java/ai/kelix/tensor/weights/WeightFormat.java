package ai.kelix.tensor.weights;

import ai.kelix.tensor.type.DType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** How the weights of linear layers are written for inference. */
public enum WeightFormat {
  /** 32-bit floating point, which is what the CPU computes with. */
  FP32,
  /** 16-bit floating point. */
  FP16,
  /** Eight bits, a scale for each block of a row. */
  INT8,
  /** Four bits, a scale for each block of a row. */
  INT4;

  /** Returns the name in commands and folders, such as {@code int4}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the format of a word; empty if there is none. */
  public static Optional<WeightFormat> of(String word) {
    return Arrays.stream(values()).filter(format -> format.word().equals(word)).findFirst();
  }

  /** Returns the bits of an integer format; empty for a floating-point one. */
  public OptionalInt integerBits() {
    return switch (this) {
      case INT8 -> OptionalInt.of(8);
      case INT4 -> OptionalInt.of(4);
      case FP32, FP16 -> OptionalInt.empty();
    };
  }

  /** Returns the type of stored elements; integers are packed in bytes. */
  public DType storedType() {
    return switch (this) {
      case FP32 -> DType.F32;
      case FP16 -> DType.F16;
      case INT8, INT4 -> DType.U8;
    };
  }
}
