package ai.kelix.model.vae;

import ai.kelix.model.layers.Conv2d;
import ai.kelix.model.layers.ImageLayer;
import ai.kelix.model.layers.PixelShuffle;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Convolution;

/** Doubles height and width, with a repeating shortcut (kelix-dit §11.5). */
final class Upsampler implements ImageLayer {
  private final Conv2d convolution;
  private final boolean shuffles;
  private final int repeated;
  private final boolean shortcut;

  Upsampler(Parameters p, VaeConfig.Upsample kind, int in, int out, boolean shortcut) {
    this.shuffles = kind == VaeConfig.Upsample.PIXEL_SHUFFLE;
    this.shortcut = shortcut;
    this.repeated = 4 * out / in;
    long produced = shuffles ? 4L * out : out;
    this.convolution = Conv2d.withBias(p.at("conv"), in, produced, 3, Convolution.padded(1));
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor main =
        shuffles
            ? PixelShuffle.unpack(convolution.forward(x))
            : convolution.forward(x.upsampleNearest2x());
    if (!shortcut) {
      return main;
    }
    return main.plus(PixelShuffle.unpack(PixelShuffle.repeatChannels(x, repeated)));
  }
}
