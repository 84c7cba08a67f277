package ai.kelix.tensor.weights;

import ai.kelix.tensor.type.DType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Element type of a tensor in a file. Files may hold types in which no network computes, known ones
 * such as {@code F8_E4M3} and ones that are not invented yet; only who needs such a tensor is
 * stopped by it.
 *
 * @param name as the file spells it
 * @param bits of one element
 */
public record StoredType(String name, int bits) {
  /** The other types of the format; those that it gains are measured. */
  private static final Map<String, Integer> OTHERS =
      Map.ofEntries(
          Map.entry("F64", 64),
          Map.entry("C64", 64),
          Map.entry("U64", 64),
          Map.entry("U32", 32),
          Map.entry("I16", 16),
          Map.entry("U16", 16),
          Map.entry("I8", 8),
          Map.entry("F8_E4M3", 8),
          Map.entry("F8_E5M2", 8),
          Map.entry("F8_E8M0", 8),
          Map.entry("F6_E2M3", 6),
          Map.entry("F6_E3M2", 6),
          Map.entry("F4", 4));

  /** Returns the stored form of a type in which networks compute. */
  public static StoredType of(DType dtype) {
    return new StoredType(dtype.name(), 8 * dtype.bytes());
  }

  /** Returns a type by its name; empty if it is none of those known. */
  public static Optional<StoredType> named(String name) {
    for (DType dtype : DType.values()) {
      if (dtype.name().equals(name)) {
        return Optional.of(of(dtype));
      }
    }
    return Optional.ofNullable(OTHERS.get(name)).map(bits -> new StoredType(name, bits));
  }

  /** Returns the type in which networks compute; empty if they do not in this one. */
  public Optional<DType> dtype() {
    for (DType dtype : DType.values()) {
      if (dtype.name().equals(name)) {
        return Optional.of(dtype);
      }
    }
    return Optional.empty();
  }

  /** Tells whether networks compute in this type, with floating-point numbers. */
  public boolean isFloating() {
    return dtype().filter(DType::isFloating).isPresent();
  }

  /**
   * Returns the bytes of a tensor, a last byte that is not full included.
   *
   * @throws ArithmeticException if they do not fit 63 bits
   */
  public long bytes(List<Long> shape) {
    long total = bits;
    for (long size : shape) {
      total = Math.multiplyExact(total, size);
    }
    return Math.addExact(total, 7) / 8;
  }
}
