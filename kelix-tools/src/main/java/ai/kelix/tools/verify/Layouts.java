package ai.kelix.tools.verify;

import java.util.Arrays;

/** Ids in the types of both sides. */
final class Layouts {

  private Layouts() {}

  static int[] ints(long[] ids) {
    return Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
  }

  static long[] longs(int[] ids) {
    return Arrays.stream(ids).asLongStream().toArray();
  }
}
