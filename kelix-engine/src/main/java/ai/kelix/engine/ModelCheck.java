package ai.kelix.engine;

import ai.kelix.InvalidModelException;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.BackboneConfig;
import ai.kelix.model.llm.TextConfig;
import ai.kelix.tokenizer.chat.ChatTemplate;
import ai.kelix.tokenizer.chat.ControlTokens;
import ai.kelix.tokenizer.image.PreprocessorConfig;
import java.nio.file.Path;
import java.util.Locale;

/** Whether the files of a model folder, each valid by itself, belong together. */
final class ModelCheck {
  /** The network merges 2×2 patches to a cell (kelix-ar §5.6). */
  private static final int MERGE = 2;

  /** Images have three colours (kelix-ar §4.3). */
  private static final int CHANNELS = 3;

  private final Path folder;

  private ModelCheck(Path folder) {
    this.folder = folder;
  }

  /**
   * Compares the configuration of a model of text alone with its tokenizer.
   *
   * @throws InvalidModelException naming both files and what they disagree about
   */
  static void check(Path folder, TextConfig config, ChatTemplate chat) {
    new ModelCheck(folder).vocabulary(config.backbone(), chat);
  }

  /**
   * Compares configuration, tokenizer and preprocessor.
   *
   * @throws InvalidModelException naming both files and what they disagree about
   */
  static void check(
      Path folder, ArConfig config, ChatTemplate chat, PreprocessorConfig preprocessor) {
    ModelCheck check = new ModelCheck(folder);
    check.tokenizer(config.backbone(), chat);
    check.images(config, preprocessor);
    check.codes(config);
  }

  /** Slot i of a block owns the ids V + i·S/N … V + (i+1)·S/N − 1 (kelix-ar §6.4). */
  private void codes(ArConfig config) {
    int perSlot = config.backbone().visualCodes() / config.backbone().codebooks();
    int perSubspace = config.tokenizer().codebookSize();
    if (perSubspace != perSlot) {
      throw wrong(
          String.format(
              Locale.ROOT,
              "config.json: tokenizer_config lets a subspace choose among %d codes (codebook_size / split_voc), qwen_config has ids for %d (codebook_size / n_q_tokens)",
              perSubspace,
              perSlot));
    }
  }

  /** An id from V on would be read as a visual code. */
  private void vocabulary(BackboneConfig backbone, ChatTemplate chat) {
    int largest = chat.tokenizer().size() - 1;
    if (largest >= backbone.vocabSize()) {
      throw wrong(
          String.format(
              Locale.ROOT,
              "tokenizer.json has the id %d, config.json says vocab_size %d",
              largest,
              backbone.vocabSize()));
    }
  }

  private void tokenizer(BackboneConfig backbone, ChatTemplate chat) {
    vocabulary(backbone, chat);
    ControlTokens tokens = chat.tokens();
    agree(
        "<|vision_start|>",
        tokens.visionStart(),
        "vision_start_token_id",
        backbone.visionStartId());
    agree("<|vision_end|>", tokens.visionEnd(), "vision_end_token_id", backbone.visionEndId());
    if (backbone.imageId() != BackboneConfig.NO_ID) {
      agree("<|image_pad|>", tokens.image(), "image_token_id", backbone.imageId());
    }
  }

  private void agree(String token, int found, String key, int configured) {
    if (found != configured) {
      throw wrong(
          String.format(
              Locale.ROOT,
              "tokenizer.json gives %s the id %d, config.json says %s %d",
              token,
              found,
              key,
              configured));
    }
  }

  private void images(ArConfig config, PreprocessorConfig preprocessor) {
    int patch = config.tokenizer().vision().patchSize();
    if (preprocessor.patch() != patch || preprocessor.merge() != MERGE) {
      throw wrong(
          String.format(
              Locale.ROOT,
              "preprocessor_config.json says patch_size %d and merge_size %d, the network takes %d and %d",
              preprocessor.patch(),
              preprocessor.merge(),
              patch,
              MERGE));
    }
    int channels = config.tokenizer().vision().channels();
    if (channels != CHANNELS) {
      throw wrong(
          String.format(Locale.ROOT, "config.json says num_channels %d, images have 3", channels));
    }
  }

  private InvalidModelException wrong(String what) {
    return new InvalidModelException(
        String.format(Locale.ROOT, "%s: %s; take all files from the same model", folder, what));
  }
}
