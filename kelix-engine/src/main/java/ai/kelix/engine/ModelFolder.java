package ai.kelix.engine;

import ai.kelix.InvalidModelException;
import ai.kelix.MissingPartException;
import ai.kelix.formats.config.ComponentKind;
import ai.kelix.formats.config.DitConfigReader;
import ai.kelix.formats.config.GenerationConfig;
import ai.kelix.formats.config.LanguageConfigReader;
import ai.kelix.formats.config.VaeConfigReader;
import ai.kelix.formats.quantization.PackedFolder;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.LanguageConfig;
import ai.kelix.model.llm.TextConfig;
import ai.kelix.model.vae.VaeConfig;
import ai.kelix.spi.LoadRequest.ImageDecoder;
import ai.kelix.tensor.weights.TensorSource;
import ai.kelix.tokenizer.block.BlockLayout;
import ai.kelix.tokenizer.chat.ChatTemplate;
import ai.kelix.tokenizer.image.PreprocessorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a model folder holds: the autoregressive model at its root, and, for painting, {@code dit/}
 * and {@code vae/}, or two folders elsewhere. All files are validated before anything is computed.
 *
 * @param config of the autoregressive model
 * @param weights of the autoregressive model
 * @param chat tokenizer and template
 * @param preprocessor how images are cut
 * @param wishes how the model wants its blocks chosen
 * @param painting the image decoder; empty if the folder has none
 */
record ModelFolder(
    LanguageConfig config,
    TensorSource weights,
    ChatTemplate chat,
    PreprocessorConfig preprocessor,
    GenerationConfig wishes,
    Optional<Painting> painting) {

  /**
   * The image decoder.
   *
   * @param dit configuration of the diffusion transformer
   * @param ditWeights its weights
   * @param vae configuration of the autoencoder
   * @param vaeWeights its weights
   */
  record Painting(DitConfig dit, TensorSource ditWeights, VaeConfig vae, TensorSource vaeWeights) {}

  /**
   * Opens a model.
   *
   * @param decoder folders of the image decoder; empty for those below the model's, if there are
   */
  static ModelFolder open(Path folder, Optional<ImageDecoder> decoder) {
    LanguageConfig config = LanguageConfigReader.read(require(folder, "config.json"));
    if (config instanceof TextConfig text) {
      return openText(folder, text);
    }
    return openWhole(folder, (ArConfig) config, decoder);
  }

  private static ModelFolder openText(Path folder, TextConfig config) {
    require(folder, "tokenizer.json");
    ChatTemplate chat = ChatTemplate.readText(folder);
    ModelCheck.check(folder, config, chat);
    return new ModelFolder(
        config,
        PackedFolder.open(ComponentKind.TEXT_MODEL, folder),
        chat,
        PreprocessorConfig.DEFAULTS,
        GenerationConfig.read(folder, config.ends()),
        Optional.empty());
  }

  private static ModelFolder openWhole(
      Path folder, ArConfig config, Optional<ImageDecoder> decoder) {
    require(folder, "tokenizer.json");
    ChatTemplate chat = ChatTemplate.read(folder);
    Path file = folder.resolve("preprocessor_config.json");
    PreprocessorConfig preprocessor =
        Files.isRegularFile(file) ? PreprocessorConfig.read(file) : PreprocessorConfig.DEFAULTS;
    ModelCheck.check(folder, config, chat, preprocessor);
    return new ModelFolder(
        config,
        PackedFolder.open(ComponentKind.LANGUAGE_MODEL, folder),
        chat,
        preprocessor,
        GenerationConfig.read(folder, config.ends()),
        decoder.or(() -> below(folder)).map(folders -> painting(folder, config, folders)));
  }

  private static Optional<ImageDecoder> below(Path folder) {
    ImageDecoder folders = new ImageDecoder(folder.resolve("dit"), folder.resolve("vae"));
    boolean some = Files.isDirectory(folders.dit()) || Files.isDirectory(folders.vae());
    return some ? Optional.of(folders) : Optional.empty();
  }

  private static Painting painting(Path folder, ArConfig language, ImageDecoder decoder) {
    DitConfig dit = DitConfigReader.read(require(decoder.dit(), "config.json"));
    VaeConfig vae = VaeConfigReader.read(require(decoder.vae(), "config.json"));
    PaintingCheck.check(folder, decoder, language, dit, vae);
    TensorSource weights = PackedFolder.open(ComponentKind.DIFFUSION_TRANSFORMER, decoder.dit());
    return new Painting(
        withStoredRows(dit, weights),
        weights,
        vae,
        PackedFolder.open(ComponentKind.AUTOENCODER, decoder.vae()));
  }

  /** The release stores 720 rows and is said to name 300 (kelix-dit §4.1). */
  static DitConfig withStoredRows(DitConfig dit, TensorSource weights) {
    return weights
        .find("y_embedder.y_embedding")
        .filter(table -> !table.shape().isEmpty())
        .map(table -> dit.withConditionRows(Math.toIntExact(table.shape().get(0))))
        .orElse(dit);
  }

  private static Path require(Path folder, String name) {
    Path file = folder.resolve(name);
    if (Files.isRegularFile(file)) {
      return file;
    }
    if (Files.isDirectory(folder) && !Files.isExecutable(folder)) {
      throw new InvalidModelException(
          String.format(
              Locale.ROOT,
              "this user may not read the model folder %s; ask its owner %s for permission, or give another cache folder with KELIX_CACHE",
              folder,
              owner(folder)));
    }
    throw new InvalidModelException(
        String.format(
            Locale.ROOT, "the model folder %s has no %s; is the download complete?", folder, name));
  }

  private static String owner(Path folder) {
    try {
      return Files.getOwner(folder).getName();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /**
   * Returns the configuration of a model that sees images.
   *
   * @throws MissingPartException if it knows text alone
   */
  ArConfig eyes() {
    if (config instanceof ArConfig blocks) {
      return blocks;
    }
    throw new MissingPartException(
        "this model has no eyes: it is a language model of text alone; ask without images, or load a Kelix");
  }

  /** Returns all checkpoints of the folder. */
  List<TensorSource> checkpoints() {
    List<TensorSource> checkpoints = new ArrayList<>();
    checkpoints.add(weights);
    painting.ifPresent(p -> checkpoints.addAll(List.of(p.ditWeights(), p.vaeWeights())));
    return checkpoints;
  }

  BlockLayout layout() {
    return config.backbone().layout();
  }
}
