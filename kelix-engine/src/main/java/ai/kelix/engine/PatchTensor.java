package ai.kelix.engine;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tokenizer.image.Patches;

/** Patches as the vision programs take them. */
public final class PatchTensor {

  private PatchTensor() {}

  /** Returns {@code [rows, columns, 3·p·p]}. */
  public static HostTensor of(Patches patches) {
    int numbers = patches.count() / (patches.rows() * patches.columns());
    HostTensor pixels = HostTensor.allocate(DType.F32, patches.rows(), patches.columns(), numbers);
    patches.write(pixels.data().asFloatBuffer());
    return pixels;
  }
}
