package ai.kelix.cli;

import ai.kelix.engine.Backends;
import ai.kelix.spi.LoadRequest.ImageDecoder;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tools.assembly.Assembly;
import ai.kelix.tools.assembly.AssemblyParts;
import ai.kelix.tools.assembly.AssemblyProgress;
import ai.kelix.tools.assembly.AssemblySettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a Kelix from public parts. */
@Command(
    name = "assemble",
    mixinStandardHelpOptions = true,
    description =
        "Puts a Kelix together from public parts, to be trained: weights of the parts are copied"
            + " bit by bit, codebooks are learned from images, the rest is drawn. Nothing is"
            + " trained.")
final class AssembleCommand implements Callable<Integer> {
  private static final AssemblySettings DEFAULTS = AssemblySettings.DEFAULTS;

  /** Cells for each code, unless the user says how many in all. */
  private static final int CELLS_PER_CODE = DEFAULTS.cells() / DEFAULTS.codes();

  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Mixin private BackendChoice backend = new BackendChoice();

  @Option(
      names = "--language",
      paramLabel = "FOLDER",
      required = true,
      description = "a Qwen3 in Hugging Face's layout, of any size")
  private Path language = Path.of(".");

  @Option(
      names = "--vision",
      paramLabel = "FOLDER",
      required = true,
      description = "a SigLIP, Keye-VL or Kelix, whose vision tower is taken")
  private Path vision = Path.of(".");

  @Option(
      names = "--images",
      paramLabel = "FOLDER",
      required = true,
      description = "images from which the codes are learned")
  private Path images = Path.of(".");

  @Option(
      names = "--dit",
      paramLabel = "FOLDER",
      description = "a SANA transformer, to paint with; needs --vae")
  private @Nullable Path dit;

  @Option(names = "--vae", paramLabel = "FOLDER", description = "a DC-AE; needs --dit")
  private @Nullable Path vae;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "the new model folder; must not exist")
  private Path out = Path.of(".");

  @Option(
      names = "--codebooks",
      paramLabel = "N",
      description = "codes of one cell (default: ${DEFAULT-VALUE})")
  private int codebooks = DEFAULTS.codebooks();

  @Option(
      names = "--codes",
      paramLabel = "K",
      description = "codes in one codebook (default: ${DEFAULT-VALUE})")
  private int codes = DEFAULTS.codes();

  @Option(
      names = "--code-dim",
      paramLabel = "D",
      description = "numbers in one code (default: ${DEFAULT-VALUE})")
  private int codeDim = DEFAULTS.codeDim();

  @Option(
      names = "--cells",
      paramLabel = "N",
      description = "the most cells of images to learn codes from (default: 16 for each code)")
  private @Nullable Integer cells;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of everything drawn (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--json", description = "print the result as JSON")
  private boolean json;

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    AssemblyParts parts = new AssemblyParts(language, vision, images, painting(line));
    AssemblySettings settings = settings(line);
    Assembly assembly;
    try (Bars bars = new Bars(line)) {
      assembly = Assembly.of(parts, settings, out, bars);
      try (Backend opened = Backends.open(Optional.of(backend.backend()), backend.options())) {
        assembly.write(out, opened, bars);
      }
    }
    print(line.getOut(), assembly, settings);
    return ExitCode.FINE;
  }

  private Optional<ImageDecoder> painting(CommandLine line) {
    if (dit == null && vae == null) {
      return Optional.empty();
    }
    if (dit == null || vae == null) {
      throw new CommandLine.ParameterException(line, "--dit and --vae need each other");
    }
    return Optional.of(new ImageDecoder(dit, vae));
  }

  private AssemblySettings settings(CommandLine line) {
    try {
      int most = cells == null ? Math.multiplyExact(CELLS_PER_CODE, codes) : cells;
      return new AssemblySettings(codebooks, codes, codeDim, most, seed);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new CommandLine.ParameterException(line, e.getMessage(), e);
    }
  }

  private void print(PrintWriter to, Assembly assembly, AssemblySettings settings) {
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("folder", out.toString());
      result.put("cells", assembly.cells());
      result.put("codebooks", settings.codebooks());
      result.put("codes", settings.codes());
      result.put("vocabulary", assembly.config().backbone().vocabSize());
      result.put("paints", dit != null);
      Results.json(to, result);
    } else {
      to.printf(
          Locale.ROOT,
          "%s: %d codebooks of %,d codes from %,d cells; it knows text as its language model does,"
              + " and is to be trained on images%n",
          out,
          settings.codebooks(),
          settings.codes(),
          assembly.cells());
    }
  }

  /** One bar for each stage. */
  private static final class Bars implements AssemblyProgress, AutoCloseable {
    private final CommandLine line;
    private String stage = "";
    private @Nullable Progress bar;

    private Bars(CommandLine line) {
      this.line = line;
    }

    @Override
    public void at(String now, long done, long total) {
      if (bar == null || !stage.equals(now)) {
        close();
        stage = now;
        bar = Progress.of(line, now, total);
      }
      bar.at(done);
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
        bar = null;
      }
    }
  }
}
