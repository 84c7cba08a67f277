package ai.kelix.tokenizer.image;

import ai.kelix.tokenizer.TokenizerFormatException;
import ai.kelix.tokenizer.internal.SmallFile;
import ai.kelix.tokenizer.json.JsonTree;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  private static final int MAX_SIDE = 1 << 10;

  /** Far above any real file, far below what could hurt. */
  private static final long MAX_BYTES = 1 << 20;

  private static final JsonFactory JSON = JsonTree.factory(StreamReadConstraints.defaults());

  /** Checks the ranges. */
  public PreprocessorConfig {
    require("patch_size", patch, 1, MAX_SIDE);
    require("merge_size", merge, 1, MAX_SIDE / patch);
    long cell = (long) patch * merge * patch * merge;
    require("min_pixels", minPixels, 1, HELPER_MAX_CELLS * cell);
    require("max_pixels", maxPixels, minPixels, Long.MAX_VALUE);
  }

  private static void require(String key, long value, long min, long max) {
    if (value < min || value > max) {
      throw new TokenizerFormatException(
          String.format(
              "preprocessor_config.json: %s is %d, expected an integer from %d to %d",
              key, value, min, max));
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
    for (String key : new String[] {"image_mean", "image_std"}) {
      json.putArray(key).add(0.5).add(0.5).add(0.5);
    }
    try {
      Files.write(file, (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new TokenizerFormatException("cannot write " + file + ": " + e, e);
    }
  }

  /** Reads the file; absent keys take the public values. */
  public static PreprocessorConfig read(Path file) {
    JsonNode json = object(file);
    return new PreprocessorConfig(
        (int) number(json, "patch_size", DEFAULTS.patch, MAX_SIDE),
        (int) number(json, "merge_size", DEFAULTS.merge, MAX_SIDE),
        number(json, "min_pixels", DEFAULTS.minPixels, Long.MAX_VALUE),
        number(json, "max_pixels", DEFAULTS.maxPixels, Long.MAX_VALUE));
  }

  private static JsonNode object(Path file) {
    byte[] content = SmallFile.read(file, MAX_BYTES);
    try (JsonParser parser = JsonTree.open(JSON, new ByteArrayInputStream(content))) {
      JsonNode json = JsonTree.document(parser);
      if (!json.isObject()) {
        throw new TokenizerFormatException(
            file + ": found " + json.getNodeType() + ", expected a JSON object");
      }
      return json;
    } catch (JsonProcessingException e) {
      throw new TokenizerFormatException(file + " is no valid JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new TokenizerFormatException("cannot read " + file + ": " + e, e);
    }
  }

  private static long number(JsonNode json, String key, long missing, long max) {
    JsonNode node = json.path(key);
    if (node.isMissingNode() || node.isNull()) {
      return missing;
    }
    if (!node.canConvertToExactIntegral() || !node.canConvertToLong()) {
      throw new TokenizerFormatException(
          String.format("preprocessor_config.json: %s is %s, expected an integer", key, node));
    }
    require(key, node.longValue(), 1, max);
    return node.longValue();
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
