package ai.kelix.formats.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.layers.Activation;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.BackboneConfig;
import ai.kelix.model.vae.VaeConfig;
import ai.kelix.model.vae.VaeConfig.BlockType;
import ai.kelix.testkit.Fixtures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The configurations of the golden fixtures. */
class ConfigFixturesTest {
  private final List<String> warnings = new ArrayList<>();

  @Test
  void readsTheReleasedAutoregressiveConfiguration() {
    ArConfig config =
        ArConfigReader.read(Fixtures.path("ar-8b-config-expected.json"), warnings::add);

    BackboneConfig backbone = config.backbone();
    assertThat(backbone.blockWidth()).isEqualTo(9);
    assertThat(backbone.codebookSize()).isEqualTo(8192);
    assertThat(backbone.tableRows()).isEqualTo(217_472);
    assertThat(backbone.firstId(7)).isEqualTo(209_280);
    assertThat(backbone.layers()).isEqualTo(36);
    assertThat(backbone.ropeBase()).isEqualTo(1e6);
    assertThat(backbone.keyValueHeads()).isEqualTo(8);
    assertThat(config.tokenizer().quantizerWidth()).isEqualTo(1024);
    assertThat(config.tokenizer().codebookSize()).isEqualTo(8192);
    assertThat(config.tokenizer().vision().positionSide()).isEqualTo(27);
    assertThat(config.tokenizer().vision().headDim()).isEqualTo(72);
    assertThat(config.tokenizer().vision().activation()).isEqualTo(Activation.GELU_TANH);
    assertThat(config.blockDecoder().feedForward()).isEqualTo(2048);
    assertThat(warnings).isEmpty();
  }

  @Test
  void readsTheMicroAutoregressiveConfiguration() {
    ArConfig config = ArConfigReader.read(Fixtures.path("ar-micro-a/config.json"), warnings::add);

    assertThat(config.backbone().endOfBlockId()).isEqualTo(config.blockDecoder().eosId());
    assertThat(config.blockDecoder().inputWidth()).isEqualTo(config.backbone().width());
    assertThat(warnings).isEmpty();
  }

  @Test
  void readsNativeImageDecoderConfigurations() {
    DitConfig plain = DitConfigReader.read(Fixtures.path("dit-micro-a/config.json"), warnings::add);
    DitConfig norms =
        DitConfigReader.read(Fixtures.path("dit-micro-a/qk-norm/config.json"), warnings::add);

    assertThat(plain.hasConnector()).isTrue();
    assertThat(plain.conditionChannels()).isEqualTo(28);
    assertThat(plain.feedForward()).isEqualTo(120);
    assertThat(plain.selfHeads()).isEqualTo(6);
    assertThat(norms.hasConnector()).isFalse();
    assertThat(norms.conditionChannels()).isEqualTo(norms.captionChannels());
    assertThat(norms.qkNorm()).isTrue();
    assertThat(warnings).isEmpty();
  }

  @Test
  void readsTheSameImageDecoderFromDiffusersConfiguration() {
    DitConfig diffusers =
        DitConfigReader.read(
            Fixtures.path("dit-micro-a/qk-norm/diffusers/config.json"), warnings::add);
    DitConfig native_ = DitConfigReader.read(Fixtures.path("dit-micro-a/qk-norm/config.json"));

    assertThat(diffusers)
        .usingRecursiveComparison()
        .ignoringFields("conditionRows", "classDropout")
        .isEqualTo(native_);
    assertThat(warnings).isEmpty();
  }

  @Test
  void readsTheVaeConfigurationStageByStage() {
    VaeConfig config =
        VaeConfigReader.read(Fixtures.path("dcae-micro-a/config.json"), warnings::add);

    assertThat(config.spatialFactor()).isEqualTo(8);
    assertThat(config.encoder().get(2).type()).isEqualTo(BlockType.EFFICIENT_VIT);
    assertThat(config.encoder().get(2).scales()).containsExactly(5);
    assertThat(config.decoder().get(0).layers()).isEqualTo(2);
    assertThat(config.decoderOutActivation()).isEqualTo(Activation.RELU);
    assertThat(config.encoderOutShortcut()).isTrue();
    assertThat(warnings).isEmpty();
  }
}
