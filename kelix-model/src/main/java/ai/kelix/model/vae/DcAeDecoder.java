package ai.kelix.model.vae;

import ai.kelix.model.layers.Activations;
import ai.kelix.model.layers.Conv2d;
import ai.kelix.model.layers.ImageLayer;
import ai.kelix.model.layers.PixelShuffle;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Convolution;
import java.util.ArrayList;
import java.util.List;

/** Latents to images (kelix-dit §11.7); stages run from the last to the first. */
final class DcAeDecoder {
  private final VaeConfig config;
  private final Conv2d input;
  private final List<VaeStage> stages = new ArrayList<>();
  private final ChannelNorm outputNorm;
  private final ImageLayer output;

  DcAeDecoder(Parameters p, VaeConfig config) {
    this.config = config;
    int last = config.decoder().size() - 1;
    int width = config.decoder().get(last).width();
    this.input =
        Conv2d.withBias(p.at("conv_in"), config.latentChannels(), width, 3, Convolution.padded(1));
    for (int i = last; i >= 0; i--) {
      stages.add(VaeStage.decoder(p.at("up_blocks." + i), config, i));
    }
    boolean firstIsEmpty = config.decoder().get(0).layers() == 0;
    int first = config.decoder().get(firstIsEmpty ? 1 : 0).width();
    this.outputNorm = ChannelNorm.rms(p.at("norm_out"), first);
    Parameters out = p.at("conv_out");
    this.output =
        firstIsEmpty
            ? new Upsampler(out, config.upsample(), first, config.imageChannels(), false)
            : Conv2d.withBias(out, first, config.imageChannels(), 3, Convolution.padded(1));
  }

  /**
   * Decodes latents.
   *
   * @param latent {@code [B, latent channels, h, w]}, already divided by the scaling factor
   * @return {@code [B, 3, H, W]}, about [−1, 1]
   */
  Tensor forward(Tensor latent) {
    Tensor x = input.forward(latent).named("dec.conv_in");
    if (config.decoderInShortcut()) {
      int times = Math.toIntExact(x.dim(1).size() / config.latentChannels());
      x = x.plus(PixelShuffle.repeatChannels(latent, times));
    }
    for (VaeStage stage : stages) {
      x = stage.forward(x);
    }
    Tensor normed = outputNorm.forward(x);
    normed.permute(0, 2, 3, 1).named("dec.norm_out");
    return output
        .forward(Activations.apply(config.decoderOutActivation(), normed))
        .named("dec.image");
  }
}
