package ai.kelix.testkit.reference;

import java.util.Locale;

/**
 * A KV cache of one layer.
 *
 * @param keys {@code [batch, heads, capacity, width]}, written
 * @param values the same of values
 * @param length positions that are filled, for each sequence or for all
 */
record Cache(Values keys, Values values, Values length) {

  /** Returns how many positions of a sequence were filled before. */
  int before(int batch) {
    return Math.toIntExact(length.integers()[length.count() == 1 ? 0 : batch]);
  }

  /** Writes new keys and values behind the filled positions. */
  void append(Values newKeys, Values newValues) {
    for (int batch = 0; batch < keys.sizes()[0]; batch++) {
      int[] added = newKeys.sizes();
      int capacity = keys.sizes()[2];
      if (before(batch) < 0 || before(batch) + added[2] > capacity) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "the KV cache holds %d positions, %d + %d are needed",
                capacity,
                before(batch),
                added[2]));
      }
      write(keys, newKeys, batch);
      write(values, newValues, batch);
    }
  }

  private void write(Values cache, Values added, int batch) {
    int[] strides = Layout.strides(cache.sizes());
    int[] one = Layout.with(added.sizes(), 0, 1);
    int[] from = Layout.offsets(one, Layout.strides(added.sizes()), batch * Layout.count(one));
    int first = batch * strides[0] + before(batch) * strides[2];
    int[] places = Layout.offsets(one, strides, first);
    for (int i = 0; i < places.length; i++) {
      cache.floats()[places[i]] = added.floats()[from[i]];
    }
  }
}
