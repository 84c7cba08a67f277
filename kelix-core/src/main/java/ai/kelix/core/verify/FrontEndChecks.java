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
import java.util.List;

/** Resizing, normalisation and patches (kelix-ar §4); the same on every backend. */
final class FrontEndChecks {
  /** The fixtures' extra image has a limit of six cells in stage 2 (fixture README). */
  private static final long SIX_CELLS = 6 * 784;

  private final Golden golden;
  private final Findings findings;

  FrontEndChecks(Golden golden, Findings findings) {
    this.golden = golden;
    this.findings = findings;
  }

  void run() {
    PreprocessorConfig defaults = PreprocessorConfig.DEFAULTS;
    check("pp.img0.rgb", "pp.img0.resized_rgb", "pp.pixel_values", "pp.image_grid_thw", defaults);
    check(
        "pp.tiny.rgb",
        "pp.tiny.stage1_rgb",
        "pp.tiny.pixel_values",
        "pp.tiny.image_grid_thw",
        defaults);
    check(
        "pp.twostage.rgb",
        "pp.twostage.stage1_rgb",
        "pp.twostage.pixel_values",
        "pp.twostage.image_grid_thw",
        new PreprocessorConfig(
            defaults.patch(), defaults.merge(), defaults.minPixels(), SIX_CELLS));
    findings.input("pp.image_grid_thw", "pp.pixel_values");
  }

  private void check(
      String rgb, String resized, String pixels, String grid, PreprocessorConfig config) {
    findings.input(rgb);
    if (!golden.has(rgb)) {
      return;
    }
    Image image = image(golden.get(rgb));
    Size first = config.helperSize(new Size(image.height(), image.width()));
    Image stage1 = BicubicResampler.resize(image, first);
    ByteBuffer bytes = ByteBuffer.wrap(stage1.rgb());
    findings.compare(resized, HostTensor.wrap(bytes, DType.U8, stage1.height(), stage1.width(), 3));
    Patches patches = Patches.of(image, config);
    HostTensor gridRow = HostTensor.of(new long[] {1, patches.rows(), patches.columns()}, 1, 3);
    // With several images the recording holds all of them; one alone cannot be compared.
    boolean single = golden.find(grid).map(g -> g.count() == 3).orElse(false);
    if (single) {
      findings.compare(grid, gridRow);
      findings.compare(pixels, numbers(patches));
    }
  }

  private static HostTensor numbers(Patches patches) {
    int side = patches.patch();
    long count = (long) patches.rows() * patches.columns();
    HostTensor tensor = HostTensor.allocate(DType.F32, count, 3, side, side);
    FloatBuffer target = tensor.data().asFloatBuffer();
    patches.write(target);
    return tensor;
  }

  private static Image image(HostTensor rgb) {
    List<Long> shape = rgb.shape();
    byte[] bytes = new byte[rgb.data().remaining()];
    rgb.data().duplicate().get(bytes);
    return Image.ofRgb(shape.get(1).intValue(), shape.get(0).intValue(), bytes);
  }
}
