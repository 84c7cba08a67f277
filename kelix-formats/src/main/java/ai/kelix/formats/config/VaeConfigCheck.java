package ai.kelix.formats.config;

import ai.kelix.model.vae.VaeConfig;
import ai.kelix.model.vae.VaeConfig.BlockType;
import ai.kelix.model.vae.VaeConfig.Stage;
import ai.kelix.tokenizer.json.ConfigObject;
import java.util.List;

/** Whether the parts of a {@link VaeConfig} fit together (kelix-dit §11.4 to §11.7). */
final class VaeConfigCheck {
  private VaeConfigCheck() {}

  static void check(VaeConfig config, ConfigObject json) {
    if (config.decoder().size() != config.stages()) {
      throw json.wrong(
          "decoder_block_out_channels",
          config.decoder().size() + " stages",
          config.stages() + " as in the encoder");
    }
    checkSide(config, json, "encoder", config.encoder());
    checkSide(config, json, "decoder", config.decoder());
    checkShortcut(json, config.encoderOutShortcut(), config.latentChannels(), config.encoder());
    checkShortcut(json, config.decoderInShortcut(), config.latentChannels(), config.decoder());
  }

  private static void checkSide(
      VaeConfig config, ConfigObject json, String side, List<Stage> stages) {
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      if (stage.layers() == 0 && (i > 0 || stages.size() == 1)) {
        throw json.wrong(
            side + "_layers_per_block",
            "0 in stage " + i,
            "blocks in all stages but the first, which would not change the resolution");
      }
      boolean attends = stage.type() == BlockType.EFFICIENT_VIT && stage.layers() > 0;
      if (attends && stage.width() % config.headDim() != 0) {
        throw json.wrong(
            side + "_block_out_channels",
            stage.width() + " in stage " + i,
            "a multiple of attention_head_dim, " + config.headDim());
      }
      for (int scale : stage.scales()) {
        if (scale % 2 == 0) {
          throw json.wrong(side + "_qkv_multiscales", "" + scale, "odd kernel sizes");
        }
      }
      if (i + 1 < stages.size() && stage.layers() > 0) {
        checkResampling(json, side, stage.width(), stages.get(i + 1).width());
      }
    }
  }

  /** The shortcuts of §11.5 average or repeat whole groups of channels. */
  private static void checkResampling(ConfigObject json, String side, int fine, int coarse) {
    if (4L * fine % coarse != 0) {
      throw json.wrong(
          side + "_block_out_channels",
          fine + " before " + coarse,
          "neighbours of which four times the first is a multiple of the second");
    }
  }

  private static void checkShortcut(
      ConfigObject json, boolean used, int latentChannels, List<Stage> stages) {
    int width = stages.get(stages.size() - 1).width();
    if (used && width % latentChannels != 0) {
      throw json.wrong(
          "latent_channels", "" + latentChannels, "a divisor of the last stage's width, " + width);
    }
  }
}
