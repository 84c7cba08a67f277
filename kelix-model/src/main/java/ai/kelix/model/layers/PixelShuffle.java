package ai.kelix.model.layers;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Dim;

/** Moves 2×2 pixels into channels and back (kelix-dit §11.5). */
public final class PixelShuffle {

  private PixelShuffle() {}

  /** {@code [B, C, 2H, 2W]} to {@code [B, 4C, H, W]}: row 2r+i, column 2s+j to channel 4c+2i+j. */
  public static Tensor pack(Tensor x) {
    Dim two = Dim.of(2);
    Dim height = x.dim(2).dividedBy(2);
    Dim width = x.dim(3).dividedBy(2);
    return x.reshape(x.dim(0), x.dim(1), height, two, width, two)
        .permute(0, 1, 3, 5, 2, 4)
        .reshape(x.dim(0), x.dim(1).times(4), height, width);
  }

  /** {@code [B, 4C, H, W]} to {@code [B, C, 2H, 2W]}, the inverse of {@link #pack}. */
  public static Tensor unpack(Tensor x) {
    Dim two = Dim.of(2);
    Dim channels = x.dim(1).dividedBy(4);
    return x.reshape(x.dim(0), channels, two, two, x.dim(2), x.dim(3))
        .permute(0, 1, 4, 2, 5, 3)
        .reshape(x.dim(0), channels, x.dim(2).times(2), x.dim(3).times(2));
  }

  /** Repeats each channel {@code times} times in place: 0, 0, 1, 1, … */
  public static Tensor repeatChannels(Tensor x, int times) {
    if (times == 1) {
      return x;
    }
    Dim count = Dim.of(times);
    return x.unsqueeze(2)
        .expand(x.dim(0), x.dim(1), count, x.dim(2), x.dim(3))
        .reshape(x.dim(0), x.dim(1).times(times), x.dim(2), x.dim(3));
  }

  /** Averages consecutive groups of {@code size} channels. */
  public static Tensor averageChannels(Tensor x, int size) {
    if (size == 1) {
      return x;
    }
    Dim groups = x.dim(1).dividedBy(size);
    return x.reshape(x.dim(0), groups, Dim.of(size), x.dim(2), x.dim(3)).mean(2, false);
  }
}
