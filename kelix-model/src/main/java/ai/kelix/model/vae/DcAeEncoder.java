package ai.kelix.model.vae;

import ai.kelix.model.layers.Conv2d;
import ai.kelix.model.layers.PixelShuffle;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Convolution;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Images to latents (kelix-dit §11.6). */
public final class DcAeEncoder {
  private final VaeConfig config;
  private final UnaryOperator<Tensor> input;
  private final List<UnaryOperator<Tensor>> steps = new ArrayList<>();
  private final Conv2d output;

  /**
   * Reads the weights.
   *
   * @param p at {@code encoder}
   */
  public DcAeEncoder(Parameters p, VaeConfig config) {
    this.config = config;
    List<VaeConfig.Stage> stages = config.encoder();
    this.input = input(p.at("conv_in"));
    for (int i = 0; i < stages.size(); i++) {
      addStage(p.at("down_blocks." + i), i);
    }
    int last = stages.get(stages.size() - 1).width();
    this.output =
        Conv2d.withBias(p.at("conv_out"), last, config.latentChannels(), 3, Convolution.padded(1));
  }

  /** Without blocks in the first stage the input convolution itself down-samples (§11.7). */
  private UnaryOperator<Tensor> input(Parameters p) {
    VaeConfig.Stage first = config.encoder().get(0);
    if (first.layers() > 0) {
      return Conv2d.withBias(p, config.imageChannels(), first.width(), 3, Convolution.padded(1))
          ::apply;
    }
    int out = config.encoder().get(1).width();
    return new Downsampler(p, config.downsample(), config.imageChannels(), out, false)::forward;
  }

  private void addStage(Parameters p, int i) {
    VaeConfig.Stage stage = config.encoder().get(i);
    for (int j = 0; j < stage.layers(); j++) {
      String name = "enc." + i + "." + j;
      steps.add(VaeBlock.of(stage, config.headDim(), p.at("" + j), name)::forward);
    }
    if (i < config.encoder().size() - 1 && stage.layers() > 0) {
      int out = config.encoder().get(i + 1).width();
      Downsampler down =
          new Downsampler(p.at("" + stage.layers()), config.downsample(), stage.width(), out, true);
      String name = "enc." + i + "." + stage.layers() + ".out";
      steps.add(x -> down.forward(x).named(name));
    }
  }

  /**
   * Encodes images.
   *
   * @param image {@code [B, 3, H, W]} in [−1, 1], sides multiples of the spatial factor
   * @return the latent before the scaling factor
   */
  public Tensor forward(Tensor image) {
    Tensor x = input.apply(image).named("enc.conv_in");
    for (UnaryOperator<Tensor> step : steps) {
      x = step.apply(x);
    }
    Tensor latent = output.apply(x).named("enc.conv_out");
    if (config.encoderOutShortcut()) {
      int group = Math.toIntExact(x.dim(1).size() / config.latentChannels());
      latent = latent.plus(PixelShuffle.averageChannels(x, group));
    }
    return latent.named("enc.latent");
  }
}
