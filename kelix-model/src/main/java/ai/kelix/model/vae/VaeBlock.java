package ai.kelix.model.vae;

import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;

/** One block of a stage; keeps the shape of {@code [B, C, H, W]}. */
interface VaeBlock {

  /** Runs the block. */
  Tensor forward(Tensor x);

  /** Reads a block of the stage's type. */
  static VaeBlock of(VaeConfig.Stage stage, int headDim, Parameters p, String name) {
    return switch (stage.type()) {
      case RES_BLOCK -> new ResBlock(p, stage, name);
      case EFFICIENT_VIT -> new EfficientVitBlock(p, stage, headDim, name);
    };
  }
}
