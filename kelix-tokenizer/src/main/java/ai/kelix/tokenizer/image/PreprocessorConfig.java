package ai.kelix.tokenizer.image;

import ai.kelix.tokenizer.TokenizerFormatException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What {@code preprocessor_config.json} says (kelix-ar §4.2).
 *
 * @param patch side of a patch in pixels
 * @param merge patches of a cell's side
 * @param minPixels smaller images grow
 * @param maxPixels larger images shrink
 * @param resizes whether stage 2 resizes at all; stage 1 always does
 * @param resampling the kernel of stage 2; that of stage 1 is bicubic
 * @param scale how pixels become numbers
 */
public record PreprocessorConfig(
    int patch,
    int merge,
    long minPixels,
    long maxPixels,
    boolean resizes,
    Resampling resampling,
    PixelScale scale) {
  /** Values of the public processor. */
  public static final PreprocessorConfig DEFAULTS = new PreprocessorConfig(14, 2, 3136, 1_003_520);

  /** Limits of stage 1 unless a message gives others: 4 and 16,384 cells. */
  private static final long HELPER_MIN_CELLS = 4;

  private static final long HELPER_MAX_CELLS = 16_384;

  static final int MAX_SIDE = 1 << 10;

  /** Checks the ranges. */
  public PreprocessorConfig {
    require("patch_size", patch, 1, MAX_SIDE);
    require("merge_size", merge, 1, MAX_SIDE / patch);
    long cell = (long) patch * merge * patch * merge;
    require("min_pixels", minPixels, 1, HELPER_MAX_CELLS * cell);
    require("max_pixels", maxPixels, minPixels, Long.MAX_VALUE);
  }

  /** Describes a processor that resizes and scales as the public one does. */
  public PreprocessorConfig(int patch, int merge, long minPixels, long maxPixels) {
    this(patch, merge, minPixels, maxPixels, true, Resampling.BICUBIC, PixelScale.DEFAULT);
  }

  private static void require(String key, long value, long min, long max) {
    if (value < min || value > max) {
      throw new TokenizerFormatException(
          String.format(
              Locale.ROOT,
              "preprocessor_config.json: %s is %d, expected an integer from %d to %d",
              key,
              value,
              min,
              max));
    }
  }

  /**
   * Returns the public limits, 4 and 1,280 cells, for patches of another size.
   *
   * @param patch side of a patch in pixels
   */
  public static PreprocessorConfig ofPatch(int patch) {
    long cell = (long) patch * patch * DEFAULTS.merge * DEFAULTS.merge;
    return new PreprocessorConfig(patch, DEFAULTS.merge, 4 * cell, 1280 * cell);
  }

  /** Writes a {@code preprocessor_config.json}. */
  public void write(Path file) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("patch_size", patch).put("temporal_patch_size", 1).put("merge_size", merge);
    json.put("min_pixels", minPixels).put("max_pixels", maxPixels);
    json.put("do_resize", resizes).put("resample", resampling.code());
    json.put("do_rescale", true).put("rescale_factor", scale.factor());
    ArrayNode mean = json.put("do_normalize", true).putArray("image_mean");
    scale.mean().forEach(mean::add);
    ArrayNode deviation = json.putArray("image_std");
    scale.deviation().forEach(deviation::add);
    try {
      Files.write(file, (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new TokenizerFormatException("cannot write " + file + ": " + e, e);
    }
  }

  /**
   * Reads the file and logs what it skips; absent keys take the public values.
   *
   * @throws TokenizerFormatException if it is malformed or asks for what no Kelix does
   */
  public static PreprocessorConfig read(Path file) {
    return PreprocessorReader.read(file);
  }

  /** Returns the side of a cell in pixels. */
  public int factor() {
    return patch * merge;
  }

  /** Returns the pixels of the smallest image that comes out. */
  public long leastPixels() {
    return resizes ? minPixels : HELPER_MIN_CELLS * factor() * factor();
  }

  /** Returns the size to which stage 1, the message helper, brings an image. */
  public Size helperSize(Size size) {
    long cell = (long) factor() * factor();
    return SmartResize.helper(size, factor(), HELPER_MIN_CELLS * cell, HELPER_MAX_CELLS * cell);
  }

  /** Returns the size to which stage 2, the image processor, brings what stage 1 gave. */
  public Size processorSize(Size size) {
    return resizes ? SmartResize.processor(size, factor(), minPixels, maxPixels) : size;
  }
}
