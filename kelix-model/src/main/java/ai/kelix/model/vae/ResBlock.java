package ai.kelix.model.vae;

import ai.kelix.model.layers.Activations;
import ai.kelix.model.layers.Conv2d;
import ai.kelix.model.layers.ImageLayer;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Convolution;

/** Two convolutions around an activation, a norm and a residual (kelix-dit §11.3). */
final class ResBlock implements ImageLayer {
  private final VaeConfig.Stage stage;
  private final String name;
  private final Conv2d first;
  private final Conv2d second;
  private final ChannelNorm norm;

  ResBlock(Parameters p, VaeConfig.Stage stage, String name) {
    int c = stage.width();
    this.stage = stage;
    this.name = name;
    this.first = Conv2d.withBias(p.at("conv1"), c, c, 3, Convolution.padded(1));
    this.second = Conv2d.withoutBias(p.at("conv2"), c, c, 3, Convolution.padded(1));
    this.norm = ChannelNorm.of(stage.norm(), p.at("norm"), c);
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor hidden = first.forward(x).named(name + ".conv1");
    Tensor mixed = second.forward(Activations.apply(stage.activation(), hidden));
    return norm.forward(mixed.named(name + ".conv2")).plus(x).named(name + ".out");
  }
}
