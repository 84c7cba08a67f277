package ai.kelix.model.vae;

import ai.kelix.model.layers.Activations;
import ai.kelix.model.layers.Conv2d;
import ai.kelix.model.layers.PixelShuffle;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Convolution;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Latents to images (kelix-dit §11.7); stages run from the last to the first. */
public final class DcAeDecoder {
  private final VaeConfig config;
  private final Conv2d input;
  private final List<UnaryOperator<Tensor>> steps = new ArrayList<>();
  private final ChannelNorm outputNorm;
  private final UnaryOperator<Tensor> output;

  /**
   * Reads the weights.
   *
   * @param p at {@code decoder}
   */
  public DcAeDecoder(Parameters p, VaeConfig config) {
    this.config = config;
    List<VaeConfig.Stage> stages = config.decoder();
    int last = stages.get(stages.size() - 1).width();
    this.input =
        Conv2d.withBias(p.at("conv_in"), config.latentChannels(), last, 3, Convolution.padded(1));
    for (int i = stages.size() - 1; i >= 0; i--) {
      addStage(p.at("up_blocks." + i), i);
    }
    boolean firstStageIsEmpty = stages.get(0).layers() == 0;
    int first = stages.get(firstStageIsEmpty ? 1 : 0).width();
    this.outputNorm = ChannelNorm.rms(p.at("norm_out"), first);
    this.output =
        firstStageIsEmpty
            ? new Upsampler(
                    p.at("conv_out"), config.upsample(), first, config.imageChannels(), false)
                ::forward
            : Conv2d.withBias(
                    p.at("conv_out"), first, config.imageChannels(), 3, Convolution.padded(1))
                ::apply;
  }

  private void addStage(Parameters p, int i) {
    VaeConfig.Stage stage = config.decoder().get(i);
    if (stage.layers() == 0) {
      return;
    }
    int offset = 0;
    if (i < config.decoder().size() - 1) {
      int in = config.decoder().get(i + 1).width();
      Upsampler up = new Upsampler(p.at("0"), config.upsample(), in, stage.width(), true);
      String name = "dec." + i + ".0.out";
      steps.add(x -> up.forward(x).named(name));
      offset = 1;
    }
    for (int j = 0; j < stage.layers(); j++) {
      String name = "dec." + i + "." + (j + offset);
      steps.add(VaeBlock.of(stage, config.headDim(), p.at("" + (j + offset)), name)::forward);
    }
  }

  /**
   * Decodes latents.
   *
   * @param latent {@code [B, latent channels, h, w]}, already divided by the scaling factor
   * @return {@code [B, 3, H, W]}, about [−1, 1]
   */
  public Tensor forward(Tensor latent) {
    Tensor x = input.apply(latent).named("dec.conv_in");
    if (config.decoderInShortcut()) {
      int times = Math.toIntExact(x.dim(1).size() / config.latentChannels());
      x = x.plus(PixelShuffle.repeatChannels(latent, times));
    }
    for (UnaryOperator<Tensor> step : steps) {
      x = step.apply(x);
    }
    Tensor normed = outputNorm.apply(x);
    normed.permute(0, 2, 3, 1).named("dec.norm_out");
    return output
        .apply(Activations.apply(config.decoderOutActivation(), normed))
        .named("dec.image");
  }
}
