package ai.kelix.model.vae;

import ai.kelix.model.layers.ImageLayer;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The layers of one resolution: blocks that keep it, and what leads into or out of it.
 *
 * @param layers in order
 */
record VaeStage(List<ImageLayer> layers) {
  /** Copies the list. */
  VaeStage {
    layers = List.copyOf(layers);
  }

  /**
   * A stage of the encoder.
   *
   * @param p at its layers
   * @param i counted from the image
   */
  static VaeStage encoder(Parameters p, VaeConfig config, int i) {
    VaeConfig.Stage stage = config.encoder().get(i);
    List<ImageLayer> layers = new ArrayList<>(blocks(p, config, stage, 0, "enc." + i));
    if (i < config.encoder().size() - 1 && stage.layers() > 0) {
      int out = config.encoder().get(i + 1).width();
      Downsampler down =
          new Downsampler(p.at("" + stage.layers()), config.downsample(), stage.width(), out, true);
      layers.add(new Observed(down, "enc." + i + "." + stage.layers() + ".out"));
    }
    return new VaeStage(layers);
  }

  /**
   * A stage of the decoder.
   *
   * @param p at its layers
   * @param i counted from the image
   */
  static VaeStage decoder(Parameters p, VaeConfig config, int i) {
    VaeConfig.Stage stage = config.decoder().get(i);
    List<ImageLayer> layers = new ArrayList<>();
    if (i < config.decoder().size() - 1 && stage.layers() > 0) {
      int in = config.decoder().get(i + 1).width();
      Upsampler up = new Upsampler(p.at("0"), config.upsample(), in, stage.width(), true);
      layers.add(new Observed(up, "dec." + i + ".0.out"));
    }
    layers.addAll(blocks(p, config, stage, layers.size(), "dec." + i));
    return new VaeStage(layers);
  }

  private static List<ImageLayer> blocks(
      Parameters p, VaeConfig config, VaeConfig.Stage stage, int first, String name) {
    List<ImageLayer> blocks = new ArrayList<>();
    for (int j = first; j < first + stage.layers(); j++) {
      blocks.add(block(p.at("" + j), config, stage, name + "." + j));
    }
    return blocks;
  }

  private static ImageLayer block(
      Parameters p, VaeConfig config, VaeConfig.Stage stage, String name) {
    return switch (stage.type()) {
      case RES_BLOCK -> new ResBlock(p, stage, name);
      case EFFICIENT_VIT -> new EfficientVitBlock(p, stage, config.headDim(), name);
    };
  }

  /** Runs all layers. */
  Tensor forward(Tensor image) {
    Tensor x = image;
    for (ImageLayer layer : layers) {
      x = layer.forward(x);
    }
    return x;
  }

  /** A layer whose result has a name. */
  private record Observed(ImageLayer layer, String name) implements ImageLayer {
    @Override
    public Tensor forward(Tensor x) {
      return layer.forward(x).named(name);
    }
  }
}
