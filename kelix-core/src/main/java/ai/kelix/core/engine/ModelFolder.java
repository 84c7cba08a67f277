package ai.kelix.core.engine;

import ai.kelix.InvalidModelException;
import ai.kelix.core.checkpoint.TensorSource;
import ai.kelix.core.config.ArConfig;
import ai.kelix.core.config.ComponentKind;
import ai.kelix.core.config.DitConfig;
import ai.kelix.core.config.VaeConfig;
import ai.kelix.core.quantization.PackedFolder;
import ai.kelix.tokenizer.block.BlockLayout;
import ai.kelix.tokenizer.chat.ChatTemplate;
import ai.kelix.tokenizer.image.PreprocessorConfig;
import ai.kelix.tokenizer.text.TextTokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a model folder holds: the autoregressive model at its root, and, for painting, {@code dit/}
 * and {@code vae/}. All files are validated before anything is computed.
 *
 * @param config of the autoregressive model
 * @param weights of the autoregressive model
 * @param chat tokenizer and template
 * @param preprocessor how images are cut
 * @param painting the image decoder; empty if the folder has none
 */
record ModelFolder(
    ArConfig config,
    TensorSource weights,
    ChatTemplate chat,
    PreprocessorConfig preprocessor,
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

  static ModelFolder open(Path folder) {
    ArConfig config = ArConfig.read(require(folder, "config.json"));
    ChatTemplate chat = ChatTemplate.of(TextTokenizer.read(require(folder, "tokenizer.json")));
    Path file = folder.resolve("preprocessor_config.json");
    PreprocessorConfig preprocessor =
        Files.isRegularFile(file) ? PreprocessorConfig.read(file) : PreprocessorConfig.DEFAULTS;
    ModelCheck.check(folder, config, chat, preprocessor);
    return new ModelFolder(
        config,
        PackedFolder.open(ComponentKind.LANGUAGE_MODEL, folder),
        chat,
        preprocessor,
        painting(folder, config));
  }

  private static Optional<Painting> painting(Path folder, ArConfig language) {
    Path ditFolder = folder.resolve("dit");
    Path vaeFolder = folder.resolve("vae");
    if (!Files.isDirectory(ditFolder) && !Files.isDirectory(vaeFolder)) {
      return Optional.empty();
    }
    DitConfig dit = DitConfig.read(require(ditFolder, "config.json"));
    VaeConfig vae = VaeConfig.read(require(vaeFolder, "config.json"));
    PaintingCheck.check(folder, language, dit, vae);
    return Optional.of(
        new Painting(
            dit,
            PackedFolder.open(ComponentKind.DIFFUSION_TRANSFORMER, ditFolder),
            vae,
            PackedFolder.open(ComponentKind.AUTOENCODER, vaeFolder)));
  }

  private static Path require(Path folder, String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new InvalidModelException(
          String.format("the model folder %s has no %s; is the download complete?", folder, name));
    }
    return file;
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
