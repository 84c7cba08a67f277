package ai.kelix.tokenizer.image;

import ai.kelix.tokenizer.TokenizerFormatException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What {@code preprocessor_config.json} says (kelix-ar §4.2).
 *
 * @param patch side of a patch in pixels
 * @param merge patches of a cell's side
 * @param minPixels smaller images grow
 * @param maxPixels larger images shrink
 */
public record PreprocessorConfig(int patch, int merge, long minPixels, long maxPixels) {
  /** Values of the public processor. */
  public static final PreprocessorConfig DEFAULTS = new PreprocessorConfig(14, 2, 3136, 1_003_520);

  /** Limits of stage 1 unless a message gives others: 4 and 16,384 cells. */
  private static final long HELPER_MIN_CELLS = 4;

  private static final long HELPER_MAX_CELLS = 16_384;

  /** Checks the ranges. */
  public PreprocessorConfig {
    if (patch < 1 || merge < 1 || minPixels < 1 || maxPixels < minPixels) {
      throw new TokenizerFormatException(
          "preprocessor_config.json: patch_size %d, merge_size %d, min_pixels %d, max_pixels %d are not positive and ordered"
              .formatted(patch, merge, minPixels, maxPixels));
    }
  }

  /** Reads the file; absent keys take the public values. */
  public static PreprocessorConfig read(Path file) {
    try {
      JsonNode json = JsonMapper.builder().build().readTree(Files.readAllBytes(file));
      return new PreprocessorConfig(
          (int) number(json, "patch_size", DEFAULTS.patch),
          (int) number(json, "merge_size", DEFAULTS.merge),
          number(json, "min_pixels", DEFAULTS.minPixels),
          number(json, "max_pixels", DEFAULTS.maxPixels));
    } catch (IOException e) {
      throw new TokenizerFormatException("cannot read " + file, e);
    }
  }

  private static long number(JsonNode json, String key, long missing) {
    JsonNode node = json.path(key);
    if (!node.isMissingNode() && !node.canConvertToExactIntegral()) {
      throw new TokenizerFormatException(
          "preprocessor_config.json: %s is %s, expected an integer".formatted(key, node));
    }
    return node.asLong(missing);
  }

  /** Returns the side of a cell in pixels. */
  public int factor() {
    return patch * merge;
  }

  /** Returns the size to which stage 1, the message helper, brings an image. */
  public Size helperSize(Size size) {
    long cell = (long) factor() * factor();
    return SmartResize.helper(size, factor(), HELPER_MIN_CELLS * cell, HELPER_MAX_CELLS * cell);
  }

  /** Returns the size to which stage 2, the image processor, brings an image. */
  public Size processorSize(Size size) {
    return SmartResize.processor(size, factor(), minPixels, maxPixels);
  }
}
