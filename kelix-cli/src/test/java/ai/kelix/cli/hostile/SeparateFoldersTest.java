package ai.kelix.cli.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.GenerationOptions;
import ai.kelix.InvalidModelException;
import ai.kelix.Kelix;
import ai.kelix.KelixBuilder;
import ai.kelix.MissingPartException;
import ai.kelix.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model in three folders, as the public release comes, is the model in one. */
class SeparateFoldersTest {
  private static final Prompt PROMPT = Prompt.of("a red circle");
  private static final GenerationOptions QUICK = GenerationOptions.DEFAULTS.withSteps(2);

  @TempDir private Path parent;
  private Path whole;
  private Path language;
  private Path dit;
  private Path vae;

  @BeforeEach
  void takeApart() throws IOException {
    whole = TinyFolder.withPainting(parent).path();
    Path apart = TinyFolder.withPainting(parent).path();
    dit = Files.move(apart.resolve("dit"), parent.resolve("Some-DiT"));
    vae = Files.move(apart.resolve("vae"), parent.resolve("some_vae"));
    language = apart;
  }

  @Test
  void paintsTheSamePicture() {
    try (Kelix one = Kelix.builder("" + whole).backend("onnx").load();
        Kelix three = apart().load()) {
      assertThat(three.generate(PROMPT, QUICK).image().image())
          .isEqualTo(one.generate(PROMPT, QUICK).image().image());
    }
  }

  @Test
  void answersWithoutAnImageDecoder() {
    try (Kelix kelix = Kelix.builder("" + language).backend("onnx").load()) {
      assertThat(kelix.model().imageSide()).isZero();
      assertThatThrownBy(() -> kelix.generate(PROMPT, QUICK).image())
          .isInstanceOf(MissingPartException.class)
          .hasMessageContaining("imageDecoder");
    }
  }

  @Test
  void namesTheFolderThatHoldsSomethingElse() throws IOException {
    Files.delete(vae.resolve("config.json"));
    assertThatThrownBy(() -> apart().load())
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining(vae.toString());
    Path noTransformer = vae;
    Path noAutoencoder = dit;
    assertThatThrownBy(() -> builder().imageDecoder(noTransformer, noAutoencoder).load())
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining(vae.toString());
  }

  private KelixBuilder apart() {
    return builder().imageDecoder(dit, vae);
  }

  private KelixBuilder builder() {
    return Kelix.builder("" + language).backend("onnx");
  }
}
