package ai.kelix.formats.config;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.model.vae.VaeConfig;
import ai.kelix.testkit.Fixtures;
import ai.kelix.tokenizer.KeyTable;
import ai.kelix.tokenizer.json.ConfigObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every key of the autoencoder's {@code config.json} (kelix-dit §11.1). */
class VaeKeysTest {
  private static final Path FOLDER = Fixtures.path("dcae-micro-a");

  @Test
  void everyKeyActsIsRefusedOrCannotMatter() throws IOException {
    KeyTable table =
        new KeyTable(Files.readString(FOLDER.resolve("config.json")), VaeKeysTest::read);
    for (String side : List.of("encoder", "decoder")) {
      table
          .acts(side + "_block_types", "\"ResBlock\"")
          .acts(side + "_block_out_channels", "[8, 16, 16, 16]")
          .acts(side + "_layers_per_block", "[2, 1, 1, 1]")
          .acts(side + "_qkv_multiscales", "[[], [], [3], [5]]");
    }
    table
        .refused("_class_name", "\"AutoencoderKL\"")
        .acts("in_channels", "4")
        .acts("latent_channels", "8")
        .acts("attention_head_dim", "4")
        .acts("decoder_norm_types", "\"batch_norm\"")
        .acts("decoder_act_fns", "\"relu\"")
        .acts("downsample_block_type", "\"pixel_unshuffle\"")
        .acts("upsample_block_type", "\"pixel_shuffle\"")
        .acts("scaling_factor", "0.5")
        .acts("encoder_out_shortcut", "false")
        .acts("decoder_in_shortcut", "false")
        .acts("decoder_conv_act_fn", "\"silu\"")
        .idle("_diffusers_version", "\"9\"", "who wrote it")
        .idle("_name_or_path", "\"x\"", "where it was")
        .check();
  }

  private static Object read(String text, Set<String> keys) {
    ConfigObject json = KeyTable.open(text);
    VaeConfig config;
    try {
      config = VaeConfigReader.read(json);
    } finally {
      KeyTable.keys(json, "", keys);
    }
    try (Checkpoint weights = Checkpoint.openAsStored(FOLDER)) {
      // The factor is applied between the networks.
      return List.of(Computed.of(config, weights), config.scalingFactor());
    }
  }
}
