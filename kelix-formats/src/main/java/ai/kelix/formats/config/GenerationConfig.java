package ai.kelix.formats.config;

import ai.kelix.Sampling;
import ai.kelix.tokenizer.json.ConfigObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a model wants its blocks chosen: {@code generation_config.json}. Where it says nothing the
 * best ones are taken, as the reference's demos do (kelix-ar §10).
 *
 * <p>The keys at the top are those of other libraries and speak of answers: {@code do_sample}, and
 * if it is true {@code temperature}, {@code top_k} and {@code top_p} with those libraries' defaults
 * 1, 50 and 1. What those libraries would do besides is refused by name if it would change words
 * ({@link OtherChoosing}). The object {@code drawing} is Kelix's own and speaks of pictures. The
 * best blocks suit large models; a small one that is told of a circle finds every single cell more
 * likely empty than not, and so draws nothing at all unless it draws by lot.
 *
 * @param answering how words are chosen
 * @param drawing how pictures are chosen
 */
public record GenerationConfig(Sampling answering, Sampling drawing) {
  /** Name of the file, as other libraries have it. */
  public static final String FILE = "generation_config.json";

  private static final List<String> NUMBERS =
      Stream.concat(Stream.of("temperature", "top_k", "top_p"), OtherChoosing.ofSampling())
          .toList();

  /**
   * Reads the wishes of a folder, and logs what it skips.
   *
   * @param ends ids that end a turn of this model; others in the file are reported
   * @throws ai.kelix.tensor.weights.CheckpointException if the file is malformed, a value out of
   *     range, or one that would act and is not supported
   */
  public static GenerationConfig read(Path folder, Set<Integer> ends) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return new GenerationConfig(Sampling.GREEDY, Sampling.GREEDY);
    }
    return from(ConfigFile.read(file, ConfigFile.TO_LOG), ends);
  }

  static GenerationConfig from(ConfigObject json, Set<Integer> ends) {
    List<Integer> others =
        TextConfigReader.ends(json).stream().filter(end -> !ends.contains(end)).toList();
    if (!others.isEmpty()) {
      json.warn(
          "eos_token_id " + others + " does not end a turn: config.json alone says what does");
    }
    OtherChoosing.check(json, json.flag("do_sample", false));
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
