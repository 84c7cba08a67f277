package ai.kelix.tokenizer.image;

import ai.kelix.tokenizer.TokenizerFormatException;
import ai.kelix.tokenizer.json.ConfigObject;
import ai.kelix.tokenizer.json.JsonException;
import ai.kelix.tokenizer.json.StrictJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;
import reactor.util.Loggers;

/**
 * Reads a {@code preprocessor_config.json} in the spellings that processors of this family have
 * had: limits at the top or under {@code size}, there as pixels or as edges.
 */
final class PreprocessorReader {
  /** Far above any real file, far below what could hurt. */
  private static final int MAX_BYTES = 1 << 20;

  private static final PreprocessorConfig DEFAULTS = PreprocessorConfig.DEFAULTS;

  private PreprocessorReader() {}

  static PreprocessorConfig read(Path file) {
    Consumer<String> log = Loggers.getLogger(PreprocessorReader.class)::warn;
    try {
      return read(
          new ConfigObject(
              StrictJson.read(file, MAX_BYTES, log),
              file.toString(),
              log,
              TokenizerFormatException::new));
    } catch (JsonException e) {
      throw new TokenizerFormatException(e.getMessage(), e);
    }
  }

  static PreprocessorConfig read(ConfigObject json) {
    refuseOtherProcessors(json);
    ConfigObject size = json.object("size");
    refuseFixedSizes(size);
    PreprocessorConfig config =
        new PreprocessorConfig(
            json.integer("patch_size", DEFAULTS.patch(), 1, PreprocessorConfig.MAX_SIDE),
            json.integer("merge_size", DEFAULTS.merge(), 1, PreprocessorConfig.MAX_SIDE),
            limit(json, size, "min_pixels", "shortest_edge", DEFAULTS.minPixels()),
            limit(json, size, "max_pixels", "longest_edge", DEFAULTS.maxPixels()),
            json.flag("do_resize", true),
            resampling(json),
            scale(json));
    size.finish();
    ignoreTheRest(json);
    return config;
  }

  private static void refuseOtherProcessors(ConfigObject json) {
    for (String key : List.of("do_center_crop", "do_pad", "do_image_splitting")) {
      if (json.flag(key, false)) {
        throw json.wrong(key, "true", "false: images are resized and nothing else");
      }
    }
    if (json.integer("temporal_patch_size", 1, 1, Integer.MAX_VALUE) != 1) {
      throw json.wrong("temporal_patch_size", "another", "1, as images have one frame");
    }
  }

  private static void refuseFixedSizes(ConfigObject size) {
    for (String key : List.of("height", "width")) {
      if (size.has(key)) {
        throw size.wrong(
            key, "set", "limits of pixels, such as max_pixels: images keep their proportions");
      }
    }
    if (size.has("shortest_edge") != size.has("longest_edge")) {
      String given = size.has("shortest_edge") ? "shortest_edge" : "longest_edge";
      throw size.wrong(
          given,
          "alone, which other processors take for a side",
          "shortest_edge and longest_edge, both in pixels of the whole image");
    }
  }

  /** The key at the top wins, as in the hub's processors, which have kept it for old files. */
  private static long limit(
      ConfigObject json, ConfigObject size, String pixels, String edge, long missing) {
    OptionalLong top = json.optionalLong(pixels, 1, Long.MAX_VALUE);
    OptionalLong below = size.optionalLong(pixels, 1, Long.MAX_VALUE);
    OptionalLong named = size.optionalLong(edge, 1, Long.MAX_VALUE);
    if (below.isPresent() && named.isPresent() && !below.equals(named)) {
      throw size.wrong(
          edge, "" + named.getAsLong(), below.getAsLong() + " as " + pixels + " beside it");
    }
    OptionalLong inSize = below.isPresent() ? below : named;
    if (top.isPresent() && inSize.isPresent() && !top.equals(inSize)) {
      json.warn(
          String.format(
              Locale.ROOT,
              "%s is %d at the top and %d under size; %d is taken",
              pixels,
              top.getAsLong(),
              inSize.getAsLong(),
              top.getAsLong()));
    }
    return top.orElse(inSize.orElse(missing));
  }

  private static Resampling resampling(ConfigObject json) {
    int code = json.integer("resample", Resampling.BICUBIC.code(), 0, Integer.MAX_VALUE);
    return Resampling.ofCode(code)
        .orElseThrow(
            () ->
                json.wrong(
                    "resample",
                    "" + code,
                    "1 (Lanczos), 2 (bilinear), 3 (bicubic), 4 (box) or 5 (Hamming)"));
  }

  private static PixelScale scale(ConfigObject json) {
    double factor = json.positive("rescale_factor", PixelScale.DEFAULT.factor());
    List<Double> mean = channels(json, "image_mean", PixelScale.DEFAULT.mean());
    List<Double> deviation = channels(json, "image_std", PixelScale.DEFAULT.deviation());
    boolean rescales = json.flag("do_rescale", true);
    boolean normalises = json.flag("do_normalize", true);
    return new PixelScale(
        rescales ? factor : 1,
        normalises ? mean : PixelScale.each(0),
        normalises ? deviation : PixelScale.each(1));
  }

  private static List<Double> channels(ConfigObject json, String key, List<Double> missing) {
    List<Double> numbers = json.numbers(key).orElse(missing);
    return numbers.size() == 1 ? PixelScale.each(numbers.get(0)) : numbers;
  }

  private static void ignoreTheRest(ConfigObject json) {
    // Labels of classes.
    json.ignore("image_processor_type", "feature_extractor_type", "processor_class", "auto_map");
    // An image here is RGB already, and its layout is the network's.
    json.ignore("do_convert_rgb", "data_format", "input_data_format", "return_tensors", "device");
    // What they would say is refused by the switch beside them, or read in another way.
    json.ignore("crop_size", "pad_size", "default_to_square", "disable_grouping");
    json.finish();
  }
}
