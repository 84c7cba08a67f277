package ai.kelix.model.vae;

import ai.kelix.model.layers.Conv2d;
import ai.kelix.model.layers.ImageLayer;
import ai.kelix.model.layers.PixelShuffle;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Convolution;

/** Halves height and width, with an averaging shortcut (kelix-dit §11.5). */
final class Downsampler implements ImageLayer {
  private final Conv2d convolution;
  private final boolean unshuffles;
  private final int averaged;
  private final boolean shortcut;

  Downsampler(Parameters p, VaeConfig.Downsample kind, int in, int out, boolean shortcut) {
    this.unshuffles = kind == VaeConfig.Downsample.PIXEL_UNSHUFFLE;
    this.shortcut = shortcut;
    this.averaged = 4 * in / out;
    Parameters conv = p.at("conv");
    this.convolution =
        unshuffles
            ? Conv2d.withBias(conv, in, out / 4, 3, Convolution.padded(1))
            : Conv2d.withBias(conv, in, out, 3, new Convolution(2, 1, 1));
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor main = convolution.forward(x);
    if (unshuffles) {
      main = PixelShuffle.pack(main);
    }
    if (!shortcut) {
      return main;
    }
    return main.plus(PixelShuffle.averageChannels(PixelShuffle.pack(x), averaged));
  }
}
