package ai.kelix.tools.assembly;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.config.VisionConfigReader;
import ai.kelix.model.tok.KelixTokenizerModel;
import ai.kelix.model.tok.VisionConfig;
import ai.kelix.model.tok.VisionEncoder;
import ai.kelix.model.tok.VisionPrograms;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.program.Outline;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * The vision tower, and the projector behind it if the folder has one.
 *
 * @param config of the tower
 * @param weights by native name
 * @param projectorWidth of the projector; empty if there is none
 */
record VisionPart(VisionConfig config, Checkpoint weights, OptionalInt projectorWidth) {
  private static final String PROJECTOR = "visual_tokenizer.mlp_AR.";

  /** Opens and validates everything but the numbers. */
  static VisionPart open(Path folder) {
    VisionConfig config = VisionConfigReader.read(folder.resolve("config.json"));
    Checkpoint weights = Checkpoint.openVisionTower(folder);
    VisionEncoder tower = KelixTokenizerModel.encoder(Parameters.of(weights), config);
    Outline.of(VisionPrograms.tower(tower), weights);
    boolean projects = weights.names().stream().anyMatch(name -> name.startsWith(PROJECTOR));
    OptionalInt width =
        projects
            ? OptionalInt.of(
                Math.toIntExact(weights.require(PROJECTOR + "linear_2.weight").shape().get(0)))
            : OptionalInt.empty();
    return new VisionPart(config, weights, width);
  }
}
