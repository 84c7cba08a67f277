package ai.kelix.cli.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.InvalidModelException;
import ai.kelix.Kelix;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders put together from several models: every part is sound, but they do not fit. */
class DisagreeingPartsTest {
  private static final String DIT = "dit/config.json";
  private static final String VAE = "vae/config.json";

  @TempDir private Path parent;
  private TinyFolder tiny;

  @BeforeEach
  void copy() throws IOException {
    tiny = TinyFolder.withPainting(parent);
  }

  @Test
  void loadsAsLongAsAllPartsAreFromOneModel() {
    try (Kelix kelix = tiny.load()) {
      assertThat(kelix.model().components()).hasSize(3);
    }
  }

  @Test
  void refusesConnectorsForAnotherLanguageModel() throws IOException {
    tiny.replace(DIT, "\"connector_channels\": 192", "\"connector_channels\": 256");
    refuses("connector_channels 256", "embed_dim 192", file(DIT), file("config.json"));
  }

  @Test
  void refusesCaptionsForAnotherLanguageModelWhereNoConnectorIs() throws IOException {
    tiny.replace(DIT, "\"use_connector\": true", "\"use_connector\": false")
        .replace(DIT, "\"caption_channels\": 192", "\"caption_channels\": 128");
    refuses("caption_channels 128", "embed_dim 192", file(DIT), file("config.json"));
  }

  @Test
  void refusesAutoencodersWithOtherLatents() throws IOException {
    tiny.replace(VAE, "\"latent_channels\": 32", "\"latent_channels\": 16");
    refuses("in_channels 32", "latent_channels 16", file(DIT), file(VAE));
  }

  @Test
  void refusesAutoencodersThatShrinkOtherwise() throws IOException {
    tiny.replace(DIT, "\"vae_downsample_rate\": 16", "\"vae_downsample_rate\": 32");
    refuses("vae_downsample_rate 32", "by 16", file(DIT), file(VAE));
  }

  @Test
  void refusesCodebooksLargerThanTheirPlaceInTheVocabulary() throws IOException {
    tiny.replace("config.json", "\"split_voc\": 8", "\"split_voc\": 1");
    refuses("2048 codes", "ids for 256", "split_voc", "n_q_tokens");
  }

  @Test
  void refusesTokenizersWithAnotherNumberOfCodes() throws IOException {
    String found = "\"codebook_size\": 2048";
    tiny.edit("config.json", text -> replaceLast(text, found, "\"codebook_size\": 4096"));
    refuses("codebook_size", "4096", "2048 as in qwen_config");
  }

  private static String replaceLast(String text, String found, String replacement) {
    int at = text.lastIndexOf(found);
    return text.substring(0, at) + replacement + text.substring(at + found.length());
  }

  private String file(String name) {
    return tiny.file(name).toString();
  }

  private void refuses(String... said) {
    assertThatThrownBy(tiny::load)
        .isInstanceOf(InvalidModelException.class)
        .message()
        .contains(said);
  }
}
