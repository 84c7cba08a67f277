package ai.kelix.core.config;

import ai.kelix.Sampling;
import ai.kelix.tokenizer.json.ConfigObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How a model wants its blocks chosen: {@code generation_config.json}. Where it says nothing the
 * best ones are taken, as the reference's demos do (kelix-ar §10).
 *
 * <p>The keys at the top are those of other libraries and speak of answers: {@code do_sample}, and
 * if it is true {@code temperature}, {@code top_k} and {@code top_p} with those libraries' defaults
 * 1, 50 and 1. The object {@code drawing} is Kelix's own and speaks of pictures. The best blocks
 * suit large models; a small one that is told of a circle finds every single cell more likely empty
 * than not, and so draws nothing at all unless it draws by lot.
 *
 * @param answering how words are chosen
 * @param drawing how pictures are chosen
 */
public record GenerationConfig(Sampling answering, Sampling drawing) {
  /** Name of the file, as other libraries have it. */
  public static final String FILE = "generation_config.json";

  private static final List<String> NUMBERS = List.of("temperature", "top_k", "top_p");

  /**
   * Reads the wishes of a folder, and logs what it skips.
   *
   * @throws ai.kelix.core.checkpoint.CheckpointException if the file is malformed or a value out of
   *     range
   */
  public static GenerationConfig read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return new GenerationConfig(Sampling.GREEDY, Sampling.GREEDY);
    }
    ConfigObject json = ConfigFile.read(file, ConfigFile.TO_LOG);
    // The ends of a turn are read with the configuration that they complete.
    json.ignore("eos_token_id", "bos_token_id", "pad_token_id", "transformers_version");
    GenerationConfig config = new GenerationConfig(answering(json), drawing(json));
    json.finish();
    return config;
  }

  private static Sampling answering(ConfigObject json) {
    if (json.flag("do_sample", false)) {
      return random(json, 50);
    }
    List<String> idle = NUMBERS.stream().filter(json::has).toList();
    if (!idle.isEmpty()) {
      json.warn(idle + " have no effect without do_sample: the best blocks are taken");
    }
    return Sampling.GREEDY;
  }

  private static Sampling drawing(ConfigObject json) {
    if (!json.has("drawing")) {
      return Sampling.GREEDY;
    }
    ConfigObject drawing = json.object("drawing");
    Sampling random = random(drawing, 0);
    drawing.finish();
    return random;
  }

  private static Sampling random(ConfigObject json, int bestUnlessSaid) {
    double temperature = json.positive("temperature", 1.0);
    int topK = json.integer("top_k", bestUnlessSaid, 0, Integer.MAX_VALUE);
    double topP = json.positive("top_p", 1.0);
    if (topP > 1) {
      throw json.wrong("top_p", "" + topP, "a number in (0, 1]");
    }
    return new Sampling.Random(Sampling.Mode.PAPER, temperature, topK, topP);
  }
}
