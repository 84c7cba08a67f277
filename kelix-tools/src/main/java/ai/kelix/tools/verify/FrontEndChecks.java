package ai.kelix.tools.verify;

import ai.kelix.Image;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tokenizer.image.Patches;
import ai.kelix.tokenizer.image.PreprocessorConfig;
import ai.kelix.tokenizer.image.Resampling;
import ai.kelix.tokenizer.image.Size;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Resizing, normalisation and patches (kelix-ar §4); the same on every backend. */
final class FrontEndChecks {
  private final Golden golden;
  private final Findings findings;
  private final Arguments arguments;
  private final PreprocessorConfig defaults;

  /**
   * Prepares the checks.
   *
   * @param defaults limits of images that have none of their own
   */
  FrontEndChecks(
      Golden golden, Findings findings, Arguments arguments, PreprocessorConfig defaults) {
    this.golden = golden;
    this.findings = findings;
    this.arguments = arguments;
    this.defaults = defaults;
  }

  void run() {
    prompts(defaults);
    for (String group : golden.groups("pp\\.(?!img[0-9]+\\.)[^.]+(?=\\.rgb$)")) {
      findings.group(group + ".", () -> single(group));
    }
  }

  /** The images of the prompt were recorded together, in their order. */
  private void prompts(PreprocessorConfig config) {
    List<Patches> images = new ArrayList<>();
    for (int i = 0; golden.has("pp.img" + i + ".rgb"); i++) {
      Image image = read("pp.img" + i + ".rgb");
      stage1("pp.img" + i + ".resized_rgb", image, config);
      images.add(Patches.of(image, config));
    }
    if (!images.isEmpty()) {
      patches("pp.", images);
    }
  }

  private void single(String group) {
    Image image = read(group + ".rgb");
    PreprocessorConfig limits = arguments.find(group).map(this::limits).orElse(defaults);
    stage1(group + ".stage1_rgb", image, limits);
    stage1(group + ".resized_rgb", image, limits);
    Patches patches = Patches.of(image, limits);
    findings.compare(group + ".stage2_rgb", rgb(patches.image()));
    patches(group + ".", List.of(patches));
  }

  /** An image may have limits of its own in stage 2. */
  private PreprocessorConfig limits(ArgumentGroup asked) {
    long min = asked.optionalInteger("min_pixels").map(Long::valueOf).orElse(defaults.minPixels());
    long max = asked.optionalInteger("max_pixels").map(Long::valueOf).orElse(defaults.maxPixels());
    asked.finish();
    return new PreprocessorConfig(defaults.patch(), defaults.merge(), min, max);
  }

  private Image read(String name) {
    findings.input(name);
    return image(golden.get(name));
  }

  private void stage1(String name, Image image, PreprocessorConfig config) {
    Size size = config.helperSize(new Size(image.height(), image.width()));
    findings.compare(name, rgb(Resampling.BICUBIC.resize(image, size)));
  }

  private static HostTensor rgb(Image image) {
    return HostTensor.wrap(
        ByteBuffer.wrap(image.rgb()), DType.U8, image.height(), image.width(), 3);
  }

  private void patches(String prefix, List<Patches> images) {
    long[] grids =
        images.stream().flatMapToLong(p -> LongStream.of(1, p.rows(), p.columns())).toArray();
    findings.compare(prefix + "image_grid_thw", HostTensor.of(grids, images.size(), 3));
    int side = images.get(0).patch();
    long count = images.stream().mapToLong(p -> (long) p.rows() * p.columns()).sum();
    HostTensor numbers = HostTensor.allocate(DType.F32, count, 3, side, side);
    FloatBuffer target = numbers.data().asFloatBuffer();
    images.forEach(image -> image.write(target));
    findings.compare(prefix + "pixel_values", numbers);
  }

  private static Image image(HostTensor rgb) {
    List<Long> shape = rgb.shape();
    byte[] bytes = new byte[rgb.data().remaining()];
    rgb.data().duplicate().get(bytes);
    return Image.ofRgb(shape.get(1).intValue(), shape.get(0).intValue(), bytes);
  }
}
