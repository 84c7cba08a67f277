package ai.kelix.cli.training;

import ai.kelix.cli.ExitCode;
import ai.kelix.core.engine.Backends;
import ai.kelix.core.gradient.GradientBackend;
import ai.kelix.core.program.BackendOptions;
import ai.kelix.training.run.ConsoleLog;
import ai.kelix.training.tiny.TinyTraining;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains kelix-tiny; every stage resumes from its last checkpoint. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Trains a model of this project from data that the program draws.")
final class TrainCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  /** The stages of the recipe, in order. */
  enum Stage {
    /** Autoencoder. */
    VAE,
    /** Eyes and language on continuous features. */
    FEATURES,
    /** Codebooks, and the model folder. */
    EXPORT
  }

  @Parameters(paramLabel = "MODEL", description = "tiny")
  private String model = "tiny";

  @Option(names = "--stage", required = true, description = "${COMPLETION-CANDIDATES}")
  private Stage stage = Stage.FEATURES;

  @Option(names = "--folder", description = "checkpoints (default: ${DEFAULT-VALUE})")
  private Path folder = Path.of("kelix-training-run");

  @Option(names = "--out", description = "model folder of export (default: ${DEFAULT-VALUE})")
  private Path out = Path.of("kelix-tiny");

  @Option(names = "--steps", description = "steps of the stage (default: ${DEFAULT-VALUE})")
  private long steps = 4000;

  @Option(names = "--minutes", description = "stop after so long (default: ${DEFAULT-VALUE})")
  private long minutes = 480;

  @Option(names = "--threads", description = "threads (default: ${DEFAULT-VALUE})")
  private int threads = 2;

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    if (!model.equals("tiny")) {
      throw new CommandLine.ParameterException(line, "only 'tiny' can be trained, not " + model);
    }
    BackendOptions options = new BackendOptions(Optional.empty(), 1);
    try (GradientBackend backend =
        (GradientBackend) Backends.open(Optional.of("libtorch"), options)) {
      TinyTraining training =
          new TinyTraining(backend, threads, folder, new ConsoleLog(line.getOut()));
      Duration limit = Duration.ofMinutes(minutes);
      switch (stage) {
        case VAE -> training.vae(steps, limit);
        case FEATURES -> training.features(steps, limit);
        case EXPORT -> training.export(out, 800);
      }
      return ExitCode.FINE;
    }
  }
}
