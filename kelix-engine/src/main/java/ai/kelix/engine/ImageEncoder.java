package ai.kelix.engine;

import ai.kelix.Image;
import ai.kelix.VisualTokens;
import ai.kelix.model.tok.TokenizerConfig;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tokenizer.image.Patches;
import ai.kelix.tokenizer.image.Size;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Images to visual tokens. The effective codebooks are computed once and kept. Thread-safe. */
final class ImageEncoder {
  private final ModelFolder model;
  private final Optional<ModelPrograms.Eyes> programs;
  private final Executables executables;
  private final Optional<CodebookCache> cache;
  private @Nullable HostTensor codebook;

  ImageEncoder(
      ModelFolder model,
      Optional<ModelPrograms.Eyes> programs,
      Executables executables,
      Optional<CodebookCache> cache) {
    this.model = model;
    this.programs = programs;
    this.executables = executables;
    this.cache = cache;
  }

  /**
   * Returns the cells that an image will have, without looking at it.
   *
   * @throws ai.kelix.MissingPartException if the model knows text alone
   */
  Size cells(Image image) {
    model.eyes();
    Size size = Patches.size(image, model.preprocessor());
    int cell = model.preprocessor().patch() * model.preprocessor().merge();
    return new Size(size.height() / cell, size.width() / cell);
  }

  /**
   * Encodes an image.
   *
   * @throws ai.kelix.MissingPartException if the model knows text alone
   */
  VisualTokens encode(Image image) {
    model.eyes();
    Patches patches = Patches.of(image, model.preprocessor());
    Map<String, HostTensor> outputs =
        executables.run(
            programs.orElseThrow().encode(),
            Map.of("pixels", PatchTensor.of(patches), "codebook", codebook()));
    return tokens(patches, Program.require(outputs, "indices").longs());
  }

  private VisualTokens tokens(Patches patches, long[] indices) {
    TokenizerConfig config = model.eyes().tokenizer();
    int[] codes = new int[indices.length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = Math.toIntExact(indices[i]);
    }
    int merge = model.preprocessor().merge();
    return VisualTokens.of(
        patches.rows() / merge,
        patches.columns() / merge,
        config.codebooks(),
        config.codebookSize(),
        codes);
  }

  private synchronized HostTensor codebook() {
    HostTensor known = codebook;
    if (known == null) {
      boolean worthwhile = CodebookCache.isWorthwhile(model.eyes().tokenizer());
      known = worthwhile && cache.isPresent() ? kept(cache.get()) : computed();
      codebook = known;
    }
    return known;
  }

  private HostTensor kept(CodebookCache codebooks) {
    TokenizerConfig config = model.eyes().tokenizer();
    Path file = codebooks.file(model.weights(), executables.backend().name());
    Optional<HostTensor> found =
        codebooks.read(file, config.codebooks(), config.codebookSize(), config.subspaceDim());
    return found.orElseGet(
        () -> {
          HostTensor computed = computed();
          codebooks.write(file, computed);
          return computed;
        });
  }

  private HostTensor computed() {
    return Program.require(
        executables.run(programs.orElseThrow().codebook(), Map.of()), "codebook");
  }
}
