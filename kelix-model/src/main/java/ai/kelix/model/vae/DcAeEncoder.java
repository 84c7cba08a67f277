package ai.kelix.model.vae;

import ai.kelix.model.layers.Conv2d;
import ai.kelix.model.layers.ImageLayer;
import ai.kelix.model.layers.PixelShuffle;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Convolution;
import java.util.ArrayList;
import java.util.List;

/** Images to latents (kelix-dit §11.6). */
final class DcAeEncoder {
  private final VaeConfig config;
  private final ImageLayer input;
  private final List<VaeStage> stages = new ArrayList<>();
  private final Conv2d output;

  DcAeEncoder(Parameters p, VaeConfig config) {
    this.config = config;
    int count = config.encoder().size();
    this.input = input(p.at("conv_in"), config);
    for (int i = 0; i < count; i++) {
      stages.add(VaeStage.encoder(p.at("down_blocks." + i), config, i));
    }
    int last = config.encoder().get(count - 1).width();
    this.output =
        Conv2d.withBias(p.at("conv_out"), last, config.latentChannels(), 3, Convolution.padded(1));
  }

  /** Without blocks in the first stage the input convolution itself down-samples (§11.7). */
  private static ImageLayer input(Parameters p, VaeConfig config) {
    VaeConfig.Stage first = config.encoder().get(0);
    if (first.layers() > 0) {
      return Conv2d.withBias(p, config.imageChannels(), first.width(), 3, Convolution.padded(1));
    }
    int out = config.encoder().get(1).width();
    return new Downsampler(p, config.downsample(), config.imageChannels(), out, false);
  }

  /**
   * Encodes images.
   *
   * @param image {@code [B, 3, H, W]} in [−1, 1], sides multiples of the spatial factor
   * @return the latent before the scaling factor
   */
  Tensor forward(Tensor image) {
    Tensor x = input.forward(image).named("enc.conv_in");
    for (VaeStage stage : stages) {
      x = stage.forward(x);
    }
    Tensor latent = output.forward(x).named("enc.conv_out");
    if (config.encoderOutShortcut()) {
      int group = Math.toIntExact(x.dim(1).size() / config.latentChannels());
      latent = latent.plus(PixelShuffle.averageChannels(x, group));
    }
    return latent.named("enc.latent");
  }
}
