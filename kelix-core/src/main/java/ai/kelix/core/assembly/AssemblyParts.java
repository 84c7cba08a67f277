package ai.kelix.core.assembly;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the parts are.
 *
 * @param language folder of a Qwen3 in Hugging Face's layout
 * @param vision folder of a SigLIP, Keye-VL or Kelix, whose vision tower is taken, and the
 *     projector if it has one
 * @param images folder of the images whose features become the codes; folders below count too
 * @param painting the image decoder, if the model is to paint
 */
public record AssemblyParts(
    Path language, Path vision, Path images, Optional<PaintingParts> painting) {

  /**
   * The image decoder.
   *
   * @param dit folder of a SANA transformer, diffusers' or native
   * @param vae folder of a DC-AE
   */
  public record PaintingParts(Path dit, Path vae) {}
}
