package ai.kelix.cli.eval;

import ai.kelix.GenerationOptions;
import ai.kelix.Kelix;
import ai.kelix.Sampling;
import ai.kelix.cli.BackendChoice;
import ai.kelix.cli.DecoderChoice;
import ai.kelix.cli.ExitCode;
import ai.kelix.cli.ModelName;
import ai.kelix.cli.Progress;
import ai.kelix.cli.Results;
import ai.kelix.tiny.world.dataset.HeldOut;
import ai.kelix.tiny.world.dataset.PictureQuestion;
import ai.kelix.tiny.world.language.DrawingPrompt;
import ai.kelix.tiny.world.measure.Count;
import ai.kelix.tiny.world.measure.Measurement;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures understanding and generation on what was never learned from. */
@Command(
    name = "eval",
    mixinStandardHelpOptions = true,
    description = {
      "Asks held-out questions about drawn pictures and counts exact answers; has held-out prompts",
      "painted and counts pictures that show what was asked for and nothing else."
    })
final class EvalCommand implements Callable<Integer> {
  private static final String UNDERSTANDING = "understanding";
  private static final String GENERATION = "generation";

  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      arity = "0..1",
      description = "tiny, another embedded model, or a folder (default: ${DEFAULT-VALUE})")
  private String model = "tiny";

  @Option(
      names = "--questions",
      paramLabel = "N",
      description = "questions of each of six kinds (default: ${DEFAULT-VALUE})")
  private int questions = 100;

  @Option(
      names = "--prompts",
      paramLabel = "N",
      description = "prompts of each of six kinds (default: ${DEFAULT-VALUE})")
  private int prompts = 50;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "steps of the diffusion transformer (default: ${DEFAULT-VALUE})")
  private int steps = GenerationOptions.DEFAULTS.steps();

  @Option(
      names = "--guidance",
      paramLabel = "SCALE",
      description = "classifier-free guidance (default: ${DEFAULT-VALUE})")
  private double guidance = GenerationOptions.DEFAULTS.guidance();

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description =
          "draw visual blocks at this temperature; 0 takes the best (default: as the model wants)")
  private @Nullable Double temperature;

  @Option(names = "--sheet", paramLabel = "FILE", description = "write the pictures as one PNG")
  private @Nullable Path sheet;

  @Option(names = "--json", description = "print the counts as JSON")
  private boolean json;

  @Mixin private BackendChoice choice = new BackendChoice();

  @Mixin private DecoderChoice decoder = new DecoderChoice();

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    boolean scales = isScale(guidance) && (temperature == null || isScale(temperature));
    if (questions < 0 || prompts < 0 || steps < 1 || !scales) {
      throw new CommandLine.ParameterException(
          line,
          "--questions and --prompts must not be negative, --guidance and --temperature finite"
              + " and not negative, --steps at least 1");
    }
    Map<String, Map<String, Count>> tables = new LinkedHashMap<>();
    try (Kelix kelix = choice.load(ModelName.of(model), decoder)) {
      if (questions > 0) {
        tables.put(UNDERSTANDING, understanding(line, kelix).rows());
      }
      if (prompts > 0 && kelix.model().imageSide() > 0) {
        tables.put(GENERATION, generation(line, kelix).rows());
      }
    }
    report(line.getOut(), tables);
    return ExitCode.FINE;
  }

  private Measurement understanding(CommandLine line, Kelix kelix) {
    List<PictureQuestion> asked = HeldOut.questions(questions);
    try (Progress bar = Progress.of(line, "questions", asked.size())) {
      return Measurement.ofUnderstanding(kelix, asked, answered -> bar.step());
    }
  }

  private Measurement generation(CommandLine line, Kelix kelix) {
    List<DrawingPrompt> asked = HeldOut.prompts(prompts);
    ContactSheet pictures = new ContactSheet();
    GenerationOptions options = GenerationOptions.DEFAULTS.withSteps(steps).withGuidance(guidance);
    GenerationOptions chosen =
        temperature == null
            ? options
            : options.withSampling(at(temperature, kelix.model().drawing()));
    try (Progress bar = Progress.of(line, "prompts", asked.size())) {
      Measurement result =
          Measurement.ofGeneration(
              kelix,
              asked,
              chosen,
              painted -> {
                pictures.add(painted);
                bar.step();
              });
      if (sheet != null) {
        pictures.write(sheet);
      }
      return result;
    }
  }

  private static boolean isScale(double value) {
    return value >= 0 && Double.isFinite(value);
  }

  /**
   * Changes the temperature alone; a model that wants the best blocks leaves all ids to the lot.
   */
  private static Sampling at(double temperature, Sampling wanted) {
    if (temperature == 0) {
      return Sampling.GREEDY;
    }
    return wanted instanceof Sampling.Random random
        ? random.withTemperature(temperature)
        : new Sampling.Random(Sampling.Mode.PAPER, temperature, 0, 1);
  }

  private void report(PrintWriter out, Map<String, Map<String, Count>> tables) {
    if (json) {
      Results.json(out, tables);
      return;
    }
    tables.forEach(
        (table, rows) -> {
          out.println(table);
          rows.forEach(
              (kind, count) ->
                  out.printf(
                      Locale.ROOT,
                      "  %-15s %5d of %5d  %5.1f %%%n",
                      kind,
                      count.right(),
                      count.asked(),
                      count.percent()));
        });
    if (!tables.containsKey(GENERATION) && prompts > 0) {
      out.println("generation: this model has no image decoder");
    }
  }
}
