package ai.kelix.samples.training;

import ai.kelix.tensor.program.HostTensor;
import java.util.SplittableRandom;

/** What the autoencoder learns to copy: a rectangle of one colour on a ground of another. */
final class Pictures {
  private static final int SIDE = 16;
  private static final int COUNT = 4;

  private Pictures() {}

  /** Returns {@code [4, 3, 16, 16]}, −1 … 1; the same for the same number. */
  static HostTensor batch(long number) {
    SplittableRandom random = new SplittableRandom(new SplittableRandom(number).nextLong());
    float[] values = new float[COUNT * 3 * SIDE * SIDE];
    for (int i = 0; i < COUNT; i++) {
      int left = random.nextInt(SIDE / 2);
      int top = random.nextInt(SIDE / 2);
      for (int channel = 0; channel < 3; channel++) {
        float ground = (float) random.nextDouble(-1, 1);
        float colour = (float) random.nextDouble(-1, 1);
        int plane = (i * 3 + channel) * SIDE * SIDE;
        for (int p = 0; p < SIDE * SIDE; p++) {
          boolean inside = within(p % SIDE, left) && within(p / SIDE, top);
          values[plane + p] = inside ? colour : ground;
        }
      }
    }
    return HostTensor.of(values, COUNT, 3, SIDE, SIDE);
  }

  private static boolean within(int position, int start) {
    return position >= start && position < start + SIDE / 2;
  }
}
