package ai.kelix.libtorch.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Causal attention that appends to the caches of some sequences: row {@code i} of a sequence sees
 * its own cache and its own new keys up to itself.
 *
 * @param queries {@code [batch, heads, length, width]}
 * @param keys new ones, {@code [batch, keyHeads, length, width]}
 * @param values the same shape
 * @param keyCache {@code [batch, keyHeads, capacity, width]}, written
 * @param valueCache the same shape, written
 * @param past {@code [batch]} or {@code [1]}: how far each cache is filled
 */
record CachedAttention(
    Tensor queries, Tensor keys, Tensor values, Tensor keyCache, Tensor valueCache, Tensor past) {

  static CachedAttention of(List<Tensor> operands) {
    return new CachedAttention(
        operands.get(0),
        operands.get(1),
        operands.get(2),
        operands.get(3),
        operands.get(4),
        operands.get(5));
  }

  Tensor compute(CacheLengths lengths, double scale) {
    return switch (lengths) {
      case READ -> afterReading(scale);
      case ON_DEVICE -> onDevice(scale);
    };
  }

  private long length() {
    return queries.size(2);
  }

  private Tensor afterReading(double scale) {
    long[] filled = filled();
    long most = Arrays.stream(filled).max().orElse(0);
    requireRoom(most);
    boolean equal = Arrays.stream(filled).allMatch(each -> each == most);
    if (equal) {
      append(keyCache, keys, most);
      append(valueCache, values, most);
    } else {
      for (int i = 0; i < filled.length; i++) {
        append(keyCache.narrow(0, i, 1), keys.narrow(0, i, 1), filled[i]);
        append(valueCache.narrow(0, i, 1), values.narrow(0, i, 1), filled[i]);
      }
    }
    if (most == 0) {
      return AttendingKernels.attention(queries, keys, values, null, true, scale);
    }
    long seen = most + length();
    Tensor mask = equal && length() == 1 ? null : mask(positions(), seen);
    return attention(seen, mask, scale);
  }

  private long[] filled() {
    Tensor plain = past.contiguous();
    long[] filled = new long[(int) plain.numel()];
    LongPointer numbers = plain.data_ptr_long();
    for (int i = 0; i < filled.length; i++) {
      filled[i] = numbers.get(i);
    }
    return filled;
  }

  private void requireRoom(long most) {
    long capacity = keyCache.size(2);
    if (most + length() > capacity) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the KV cache holds %d positions, %d + %d are needed",
              capacity,
              most,
              length()));
    }
  }

  private void append(Tensor cache, Tensor added, long position) {
    cache.narrow(2, position, length()).copy_(added);
  }

  private Tensor onDevice(double scale) {
    Tensor positions = positions();
    scatter(keyCache, keys, positions);
    scatter(valueCache, values, positions);
    long capacity = keyCache.size(2);
    return attention(capacity, mask(positions, capacity), scale);
  }

  /** Writes at positions that only the device knows; one behind the end is its error. */
  private void scatter(Tensor cache, Tensor added, Tensor positions) {
    cache.scatter_(2, positions.unsqueeze(1).unsqueeze(-1).expand_as(added), added);
  }

  /** Returns where the new rows lie, {@code [batch or 1, length]}. */
  private Tensor positions() {
    return past.unsqueeze(1).add(Natives.rangeLike(past, length()));
  }

  /** Returns which keys each new row sees, {@code [batch or 1, 1, length, keys]}. */
  private static Tensor mask(Tensor positions, long keys) {
    return Natives.rangeLike(positions, keys).le(positions.unsqueeze(1).unsqueeze(-1));
  }

  private Tensor attention(long seen, @Nullable Tensor mask, double scale) {
    return AttendingKernels.attention(
        queries, keyCache.narrow(2, 0, seen), valueCache.narrow(2, 0, seen), mask, false, scale);
  }
}
