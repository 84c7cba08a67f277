package ai.kelix.core.initial;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.formats.config.ArConfigReader;
import ai.kelix.formats.config.DitConfigReader;
import ai.kelix.formats.config.VaeConfigReader;
import ai.kelix.model.dit.DiffusionTransformer;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.initial.Initialization;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.KelixLanguageModel;
import ai.kelix.model.tok.KelixTokenizerModel;
import ai.kelix.model.vae.Autoencoder;
import ai.kelix.model.vae.VaeConfig;
import ai.kelix.tensor.Declarations;
import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameter;
import ai.kelix.testkit.Fixtures;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** New models begin as they always have: the same seed and name give the same numbers. */
class InitializationTest {
  private static final Initialization DRAWS = new Initialization(5, 0.25);

  private static final Map<String, Parameter> LANGUAGE =
      language(ArConfigReader.read(Fixtures.path("ar-micro-a/config.json")));
  private static final Map<String, Parameter> DIFFUSION =
      diffusion(DitConfigReader.read(Fixtures.path("dit-micro-a/config.json")));

  private static Map<String, Parameter> language(ArConfig config) {
    return Declarations.of(
        p -> {
          new KelixTokenizerModel(p, config.tokenizer());
          new KelixLanguageModel(p, config);
        });
  }

  private static Map<String, Parameter> diffusion(DitConfig config) {
    return Declarations.of(p -> new DiffusionTransformer(p, config));
  }

  private static float[] first(Map<String, Parameter> of, String name) {
    Parameter parameter = Objects.requireNonNull(of.get(name), name);
    float[] values = DRAWS.initial(parameter).floats();
    return new float[] {values[0], values[1], values[2]};
  }

  @Test
  void matricesBeginByXavierAndSmallerWhereABranchEnds() {
    assertThat(first(LANGUAGE, "visual_tokenizer.visual.embeddings.patch_embedding.weight"))
        .containsExactly(-3.7699658E-4f, 0.008354735f, -0.022631202f);
    assertThat(first(LANGUAGE, "model.model.layers.0.attn.output_proj.weight"))
        .containsExactly(-0.025814878f, -0.008005285f, 0.015254921f);
  }

  @Test
  void tablesBeginNormallyDistributed() {
    assertThat(first(LANGUAGE, "model.model.tok_embeddings.embed_tokens.weight"))
        .containsExactly(-0.7881983f, 1.1106832f, 0.17208141f);
    assertThat(first(LANGUAGE, "model.model.output.weight"))
        .containsExactly(-0.006535179f, -0.02731719f, 0.0077044917f);
    assertThat(first(DIFFUSION, "blocks.0.scale_shift_table"))
        .containsExactly(0.0833144f, 0.14128268f, -0.10680488f);
    assertThat(first(DIFFUSION, "t_block.1.weight"))
        .containsExactly(8.800221E-4f, 0.019192684f, 0.032400582f);
    assertThat(first(DIFFUSION, "y_embedder.y_embedding"))
        .containsExactly(0.083955f, -0.06972466f, 0.24450456f);
  }

  @Test
  void normsAndBiasesBeginWithoutEffect() {
    VaeConfig autoencoder = VaeConfigReader.read(Fixtures.path("dcae-micro-a/config.json"));
    for (Map<String, Parameter> all :
        List.of(LANGUAGE, DIFFUSION, Declarations.of(p -> new Autoencoder(p, autoencoder)))) {
      all.forEach(
          (name, parameter) -> {
            if (parameter.shape().rank() == 1) {
              assertThat(parameter.firstValues())
                  .as(name)
                  .isEqualTo(name.endsWith("bias") ? FirstValues.ZEROS : FirstValues.ONES);
            }
          });
    }
  }
}
