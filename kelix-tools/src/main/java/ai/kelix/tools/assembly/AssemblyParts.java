package ai.kelix.tools.assembly;

import ai.kelix.spi.LoadRequest.ImageDecoder;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the parts are.
 *
 * @param language folder of a Qwen3 in Hugging Face's layout
 * @param vision folder of a SigLIP, Keye-VL or Kelix, whose vision tower is taken, and the
 *     projector if it has one
 * @param images folder of the images whose features become the codes; folders below count too
 * @param painting folders of a SANA transformer, diffusers' or native, and of a DC-AE, if the model
 *     is to paint
 */
public record AssemblyParts(
    Path language, Path vision, Path images, Optional<ImageDecoder> painting) {}
