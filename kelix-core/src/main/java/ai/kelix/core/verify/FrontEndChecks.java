package ai.kelix.core.verify;

import ai.kelix.Image;
import ai.kelix.core.program.HostTensor;
import ai.kelix.core.tensor.DType;
import ai.kelix.tokenizer.image.BicubicResampler;
import ai.kelix.tokenizer.image.Patches;
import ai.kelix.tokenizer.image.PreprocessorConfig;
import ai.kelix.tokenizer.image.Size;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Resizing, normalisation and patches (kelix-ar §4); the same on every backend. */
final class FrontEndChecks {
  private static final long CELL = 784;

  private final Golden golden;
  private final Findings findings;
  private final Notes notes;

  FrontEndChecks(Golden golden, Findings findings, Notes notes) {
    this.golden = golden;
    this.findings = findings;
    this.notes = notes;
  }

  void run() {
    PreprocessorConfig defaults = PreprocessorConfig.DEFAULTS;
    prompts(defaults);
    single("pp.tiny.", defaults);
    // The extra image has a limit of its own in stage 2, which only the README tells.
    double cells = notes.match("pp.twostage.rgb", "max_pixels = ([0-9]+)·784", 6);
    single(
        "pp.twostage.",
        new PreprocessorConfig(
            defaults.patch(), defaults.merge(), defaults.minPixels(), Math.round(cells * CELL)));
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

  private void single(String prefix, PreprocessorConfig config) {
    if (golden.has(prefix + "rgb")) {
      Image image = read(prefix + "rgb");
      stage1(prefix + "stage1_rgb", image, config);
      patches(prefix, List.of(Patches.of(image, config)));
    }
  }

  private Image read(String name) {
    findings.input(name);
    return image(golden.get(name));
  }

  private void stage1(String name, Image image, PreprocessorConfig config) {
    Size size = config.helperSize(new Size(image.height(), image.width()));
    Image resized = BicubicResampler.resize(image, size);
    ByteBuffer bytes = ByteBuffer.wrap(resized.rgb());
    findings.compare(name, HostTensor.wrap(bytes, DType.U8, resized.height(), resized.width(), 3));
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
