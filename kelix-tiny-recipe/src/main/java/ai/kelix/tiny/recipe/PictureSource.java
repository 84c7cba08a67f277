package ai.kelix.tiny.recipe;

import ai.kelix.tensor.program.HostTensor;
import java.util.function.LongFunction;

/** Pictures by number, so that a resumed run sees the same ones. */
@FunctionalInterface
interface PictureSource {

  /**
   * Returns pictures {@code first … first + count − 1}.
   *
   * @return {@code [count, 3, side, side]} in [−1, 1]
   */
  HostTensor batch(long first, int count);

  /** Pictures of packed RGB pixels. */
  static PictureSource of(int side, LongFunction<int[]> draw) {
    return (first, count) -> {
      float[] values = new float[count * 3 * side * side];
      int plane = side * side;
      for (int i = 0; i < count; i++) {
        int[] packed = draw.apply(first + i);
        for (int pixel = 0; pixel < plane; pixel++) {
          int at = i * 3 * plane + pixel;
          values[at] = scaled(packed[pixel] >> 16);
          values[at + plane] = scaled(packed[pixel] >> 8);
          values[at + 2 * plane] = scaled(packed[pixel]);
        }
      }
      return HostTensor.of(values, count, 3, side, side);
    };
  }

  private static float scaled(int value) {
    return (value & 0xFF) / 127.5f - 1;
  }
}
