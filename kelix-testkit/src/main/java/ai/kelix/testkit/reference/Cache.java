package ai.kelix.testkit.reference;

import ai.kelix.tensor.DType;
import ai.kelix.tensor.KeyValueCache;
import ai.kelix.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;

/**
 * A key/value cache after new positions were written into it.
 *
 * @param keys all its keys
 * @param values all its values
 * @param before positions that were filled before
 */
record Cache(Values keys, Values values, int before) {

  /** Writes new keys and values behind the filled positions. */
  static Cache append(KeyValueCache cache, Values newKeys, Values newValues) {
    Values keys = state(cache.keys(), "the keys of a cache");
    Values values = state(cache.values(), "the values of a cache");
    Values length = ElementwiseTensor.own(cache.length());
    if (length.dtype() != DType.I64 || length.rank() != 1 || length.count() != 1) {
      throw new IllegalArgumentException("a cache's length is I64[1], found " + length);
    }
    int before = Math.toIntExact(length.integers()[0]);
    write(keys, newKeys, before);
    write(values, newValues, before);
    return new Cache(keys, values, before);
  }

  private static Values state(Tensor tensor, String what) {
    if (tensor instanceof ReferenceTensor own) {
      return own.writable(what);
    }
    return ElementwiseTensor.own(tensor);
  }

  private static void write(Values cache, Values added, int before) {
    int[] sizes = cache.sizes();
    int[] fitting = sizes.length == 4 ? Layout.with(sizes, 2, added.sizes()[2]) : new int[0];
    if (!Arrays.equals(added.sizes(), fitting)
        || sizes[0] != 1
        || cache.dtype() != added.dtype()
        || before < 0
        || before + fitting[2] > sizes[2]) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a cache %s with %d positions filled does not take %s",
              cache,
              before,
              added));
    }
    int[] strides = Layout.strides(sizes);
    int[] places = Layout.offsets(added.sizes(), strides, before * strides[2]);
    for (int i = 0; i < places.length; i++) {
      cache.floats()[places[i]] = added.floats()[i];
    }
  }
}
