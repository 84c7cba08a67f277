package ai.kelix.tokenizer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.Image;
import ai.kelix.tokenizer.KeyTable;
import ai.kelix.tokenizer.TokenizerFormatException;
import ai.kelix.tokenizer.json.ConfigObject;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every key of {@code preprocessor_config.json} changes what an image becomes, or is refused. */
class PreprocessorKeysTest {
  private static final String PUBLIC =
      """
      {"auto_map": {}, "do_convert_rgb": true, "do_normalize": true, "do_rescale": true,
       "do_resize": true, "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5],
       "image_processor_type": "SiglipImageProcessor", "max_pixels": 7840, "merge_size": 2,
       "min_pixels": 3136, "patch_size": 14, "processor_class": "KeyeProcessor", "resample": 3,
       "rescale_factor": 0.00392156862745098, "temporal_patch_size": 1}
      """;

  /** Grown by stage 1 in one way and shrunk by stage 2 in another. */
  private static final List<Image> IMAGES =
      List.of(Pictures.noise(101, 177, 1), Pictures.noise(30, 30, 2));

  @Test
  void everyKeyActsIsRefusedOrCannotMatter() {
    new KeyTable(PUBLIC, PreprocessorKeysTest::numbers)
        .acts("image_mean", "[0.48145466, 0.4578275, 0.40821073]")
        .acts("image_std", "[0.26862954, 0.26130258, 0.27577711]")
        .acts("do_normalize", "false")
        .acts("do_rescale", "false")
        .acts("rescale_factor", "0.01")
        .acts("do_resize", "false")
        .acts("resample", "1")
        .acts("min_pixels", "6272")
        .acts("max_pixels", "3136")
        .acts("patch_size", "7")
        .acts("merge_size", "4")
        .where("min_pixels", KeyTable.ABSENT)
        .acts("size.min_pixels", "6272")
        .where("max_pixels", KeyTable.ABSENT)
        .acts("size.max_pixels", "3136")
        .refused("size.shortest_edge", "224")
        .refused("size.longest_edge", "4704")
        .refused("size.height", "384")
        .refused("size.width", "384")
        .idle("size", "{}", "what lies in it has rows of its own")
        .refused("temporal_patch_size", "2")
        .refused("do_center_crop", "true")
        .refused("do_pad", "true")
        .refused("do_image_splitting", "true")
        .idle("do_convert_rgb", "false", "an image is RGB already")
        .idle("image_processor_type", "\"Other\"", "a label")
        .idle("feature_extractor_type", "\"Other\"", "a label")
        .idle("processor_class", "\"Other\"", "a label")
        .idle("auto_map", "{\"a\": \"b\"}", "where the hub's library finds its code")
        .idle("data_format", "\"channels_last\"", "the layout is the network's")
        .idle("input_data_format", "\"channels_last\"", "the layout is the image's")
        .idle("return_tensors", "\"np\"", "what a call in Python returns")
        .idle("device", "\"cuda\"", "where Python computes it")
        .idle("crop_size", "{\"height\": 9}", "of do_center_crop, which is refused")
        .idle("pad_size", "{\"height\": 9}", "of do_pad, which is refused")
        .idle("default_to_square", "true", "how a size of one number is understood; refused here")
        .idle("disable_grouping", "true", "how Python batches")
        .check();
  }

  @Test
  void bothSpellingsOfLimitsUnderSizeMeanTheSame() {
    PreprocessorConfig edges = read("{'size': {'shortest_edge': 6272, 'longest_edge': 9408}}");
    PreprocessorConfig pixels = read("{'size': {'min_pixels': 6272, 'max_pixels': 9408}}");
    assertThat(edges).isEqualTo(pixels).isEqualTo(read("{'min_pixels': 6272, 'max_pixels': 9408}"));
    assertThat(edges.minPixels()).isEqualTo(6272);
    refuses(
        "{'size': {'min_pixels': 1, 'shortest_edge': 2, 'longest_edge': 9999}}", "shortest_edge");
    refuses("{'size': 384}", "size", "object");
  }

  @Test
  void theLimitAtTheTopWinsWithAWarning() {
    List<String> warnings = new ArrayList<>();
    ConfigObject json =
        KeyTable.open("{\"max_pixels\": 4704, \"size\": {\"max_pixels\": 9408}}", warnings::add);
    assertThat(PreprocessorReader.read(json).maxPixels()).isEqualTo(4704);
    assertThat(warnings).singleElement().asString().contains("4704 at the top", "9408 under size");
  }

  @Test
  void unknownKeysAreMentioned() {
    List<String> warnings = new ArrayList<>();
    PreprocessorReader.read(KeyTable.open("{\"sharpen\": 2, \"time\": [Infinity]}", warnings::add));
    assertThat(warnings).singleElement().asString().contains("[sharpen, time]");
  }

  @Test
  void refusesNumbersThatAreNone() {
    refuses("{'image_mean': [0.5, 0.5]}", "image_mean", "3");
    refuses("{'image_std': [0.5, 0, 0.5]}", "image_std");
    refuses("{'image_std': [1e-60, 1, 1]}", "image_std");
    refuses("{'image_mean': [NaN, 0, 0]}", "image_mean", "finite");
    refuses("{'rescale_factor': Infinity}", "rescale_factor", "finite");
    refuses("{'rescale_factor': 1e300}", "rescale_factor");
    refuses("{'resample': 0}", "resample", "bicubic");
    refuses("{'do_normalize': 1}", "do_normalize", "true or false");
  }

  @Test
  void oneNumberStandsForAllChannels() {
    assertThat(read("{'image_mean': 0.25}").scale().mean()).containsExactly(0.25, 0.25, 0.25);
  }

  /** The arithmetic of the reference: product in double, difference and quotient in single. */
  @Test
  void numbersAreThoseOfTheReferenceToTheBit() {
    PreprocessorConfig clip =
        read(
            "{'image_mean': [0.48145466, 0.4578275, 0.40821073], 'image_std': [0.26862954,"
                + " 0.26130258, 0.27577711]}");
    assertThat(clip.scale().table(0)[0]).isEqualTo(-1.7922626f);
    assertThat(clip.scale().table(1)[128]).isEqualTo(0.16889732f);
    assertThat(clip.scale().table(2)[255]).isEqualTo(2.145897f);
    assertThat(read("{'do_rescale': false, 'do_normalize': false}").scale().table(1)[200])
        .isEqualTo(200f);
  }

  private static Object numbers(String json, Set<String> keys) {
    ConfigObject object = KeyTable.open(json);
    PreprocessorConfig config;
    try {
      config = PreprocessorReader.read(object);
    } finally {
      KeyTable.keys(object, "", keys);
    }
    List<Object> all = new ArrayList<>();
    for (Image image : IMAGES) {
      Patches patches = Patches.of(image, config);
      FloatBuffer numbers = FloatBuffer.allocate(patches.count());
      patches.write(numbers);
      numbers.flip();
      all.add(List.of(patches.rows(), patches.columns(), config.merge(), numbers));
    }
    return all;
  }

  private static PreprocessorConfig read(String json) {
    return PreprocessorReader.read(KeyTable.open(json.replace('\'', '"')));
  }

  private static void refuses(String json, String... said) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(TokenizerFormatException.class)
        .hasMessageContainingAll(said);
  }
}
