package ai.kelix.tools.assembly;

import ai.kelix.formats.config.ArConfigWriter;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tokenizer.image.PreprocessorConfig;
import ai.kelix.tokenizer.text.AddedTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Puts a Kelix together from public parts, ready to be trained.
 *
 * <p>Text goes through the new model as through the language model alone: the block decoder adds
 * nothing yet and visual codes score nothing. Images become codes that tell features of the vision
 * tower apart, but no language model has learned to read them, and nothing can be painted from
 * words: that is what training is for. Immutable; for one call of {@link #write} at a time.
 */
public final class Assembly {
  private static final List<String> COPIED = List.of("tokenizer_config.json");

  private final AssemblySettings settings;
  private final NewModel model;
  private final Optional<PaintingPart> painting;
  private final PreprocessorConfig preprocessor;
  private final ImageFolder images;

  private Assembly(
      AssemblySettings settings,
      NewModel model,
      Optional<PaintingPart> painting,
      PreprocessorConfig preprocessor,
      ImageFolder images) {
    this.settings = settings;
    this.model = model;
    this.painting = painting;
    this.preprocessor = preprocessor;
    this.images = images;
  }

  /**
   * Opens all parts and validates them: configurations, names and shapes of tensors, whether they
   * fit each other, and every image that will be used. Computes nothing.
   *
   * @param out where the model is to be, to be refused before work is done for it
   * @throws ai.kelix.tensor.weights.CheckpointException if a part is malformed or unsupported
   * @throws ai.kelix.InvalidModelException if parts do not fit each other
   * @throws ai.kelix.InvalidImageException if an image is damaged, or there are too few
   * @throws UncheckedIOException if {@code out} exists
   */
  public static Assembly of(
      AssemblyParts parts, AssemblySettings settings, Path out, AssemblyProgress progress) {
    try {
      NewFolder.requireFree(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    LanguagePart language = LanguagePart.open(parts.language());
    VisionPart vision = VisionPart.open(parts.vision());
    NewModel model = NewModel.of(language, vision, settings);
    Optional<PaintingPart> painting =
        parts.painting().map(p -> PaintingPart.open(p, model.config(), out, settings.seed()));
    PreprocessorConfig preprocessor = PreprocessorConfig.ofPatch(vision.config().patchSize());
    ImageFolder images = ImageFolder.read(parts.images(), preprocessor, settings, progress);
    return new Assembly(settings, model, painting, preprocessor, images);
  }

  /** Returns the configuration of the autoregressive model. */
  public ArConfig config() {
    return model.config();
  }

  /** Returns the cells of images from which the codes will be learned. */
  public int cells() {
    return images.cells();
  }

  /**
   * Computes what is new and writes the folder. It appears when it is complete; whatever goes wrong
   * leaves nothing behind.
   *
   * @param out must not exist
   * @param backend runs the vision tower
   * @throws UncheckedIOException if it cannot be written
   */
  public void write(Path out, Backend backend, AssemblyProgress progress) {
    try (NewFolder folder = NewFolder.begin(out)) {
      Path scratch = folder.path().resolve("scratch");
      Codes codes =
          Codes.learn(model, images, preprocessor, settings.seed(), scratch, backend, progress);
      NewFolder.delete(scratch);
      model.all(codes).write(folder.path(), "autoregressive model", progress);
      writeTexts(folder.path());
      if (painting.isPresent()) {
        painting.get().write(folder.path(), progress);
      }
      folder.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(
          String.format(Locale.ROOT, "cannot write the folder %s: %s", out, e.getMessage()), e);
    }
  }

  private void writeTexts(Path folder) throws IOException {
    Path source = model.language().folder();
    AddedTokens.write(
        source.resolve("tokenizer.json"),
        folder.resolve("tokenizer.json"),
        model.language().vocabulary().added());
    for (String name : COPIED) {
      if (Files.isRegularFile(source.resolve(name))) {
        Files.copy(source.resolve(name), folder.resolve(name));
      }
    }
    preprocessor.write(folder.resolve("preprocessor_config.json"));
    ArConfigWriter.write(model.config(), folder.resolve("config.json"));
  }
}
