package ai.kelix.core.config;

import ai.kelix.Sampling;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How a model wants its visual blocks chosen: the object {@code drawing} of {@code
 * generation_config.json}. The reference takes the best ones (kelix-ar §10), which suits large
 * models; a small one that is told of a circle finds every single cell more likely empty than not,
 * and so draws nothing at all unless it draws by lot.
 */
public final class DrawingConfig {
  /** Name of the file, as other libraries have it. */
  public static final String FILE = "generation_config.json";

  private DrawingConfig() {}

  /**
   * Reads the wish of a folder; greedy if it has none.
   *
   * @throws ai.kelix.core.checkpoint.CheckpointException if the file is malformed or a value out of
   *     range
   */
  public static Sampling read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Sampling.GREEDY;
    }
    ConfigObject json = ConfigFile.read(file, ConfigFile.TO_LOG);
    if (!json.has("drawing")) {
      return Sampling.GREEDY;
    }
    ConfigObject drawing = json.object("drawing");
    double temperature = drawing.positive("temperature", 1.0);
    int topK = drawing.integer("top_k", 0, 0, Integer.MAX_VALUE);
    double topP = drawing.positive("top_p", 1.0);
    if (topP > 1) {
      throw drawing.wrong("top_p", "" + topP, "a number in (0, 1]");
    }
    drawing.finish();
    return new Sampling(Sampling.Mode.PAPER, temperature, topK, topP, 0);
  }
}
