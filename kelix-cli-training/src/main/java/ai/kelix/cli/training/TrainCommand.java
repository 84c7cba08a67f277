package ai.kelix.cli.training;

import ai.kelix.cli.ExitCode;
import ai.kelix.cli.Results;
import ai.kelix.engine.Backends;
import ai.kelix.tensor.gradient.GradientBackend;
import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tiny.recipe.TinySettings;
import ai.kelix.tiny.recipe.TinyStage;
import ai.kelix.tiny.recipe.TinyTraining;
import ai.kelix.training.run.ConsoleLog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains kelix-tiny; every stage resumes from its last checkpoint. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Trains kelix-tiny from data that the program draws, stage after stage, and writes its",
      "model folder. Whatever is interrupted resumes from its last checkpoint when called again."
    })
final class TrainCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "tiny")
  private String model = "tiny";

  @Option(
      names = "--stage",
      split = ",",
      description = "only these of ${COMPLETION-CANDIDATES} (default: all, in order)")
  private List<TinyStage> stages = List.of(TinyStage.values());

  @Option(names = "--folder", description = "checkpoints (default: ${DEFAULT-VALUE})")
  private Path folder = Path.of("kelix-training-run");

  @Option(
      names = "--from",
      paramLabel = "FOLDER",
      description = "model folder whose weights stages begin with (default: random ones)")
  private @Nullable Path origin;

  @Option(
      names = "--out",
      description = "model folder, written when all stages are done (default: ${DEFAULT-VALUE})")
  private Path out = Path.of("kelix-tiny");

  @Option(names = "--export-only", description = "write the model folder from what is trained")
  private boolean exportOnly;

  @Option(names = "--steps", description = "steps of each stage (default: those of the recipe)")
  private @Nullable Long steps;

  @Option(names = "--minutes", description = "stop after so long (default: ${DEFAULT-VALUE})")
  private long minutes = 480;

  @Option(
      names = "--threads",
      description = "that share a step: 1, 2, 4 or 8 (default: 2, on a GPU 1)")
  private @Nullable Integer threads;

  @Option(
      names = "--loaders",
      description = "threads that draw data ahead (default: 2, on a GPU one a processor)")
  private @Nullable Integer loaders;

  @Option(names = "--device", paramLabel = "NAME", description = "cpu or cuda:0 (default: cpu)")
  private String device = "cpu";

  @Option(
      names = "--batch",
      description = "samples in a step (default: those of the recipe; a GPU wants hundreds)")
  private @Nullable Integer batch;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "highest of each stage (default: those of the recipe)")
  private @Nullable Double learningRate;

  @Option(names = "--json", description = "print the result as JSON")
  private boolean json;

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    if (!model.equals("tiny")) {
      throw new CommandLine.ParameterException(line, "only 'tiny' can be trained, not " + model);
    }
    BackendOptions options = new BackendOptions(Optional.of(device), 1);
    try (GradientBackend backend =
        (GradientBackend) Backends.open(Optional.of("libtorch"), options)) {
      TinyTraining training =
          new TinyTraining(backend, settings(line), folder, new ConsoleLog(line.getErr()));
      CountDownLatch done = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(training, done)));
      try {
        run(training, line.getOut());
      } finally {
        done.countDown();
      }
      return ExitCode.FINE;
    }
  }

  private void run(TinyTraining training, PrintWriter to) {
    Map<String, Object> finished = new LinkedHashMap<>();
    boolean whole = stages.size() == TinyStage.values().length;
    boolean exports = exportOnly || (trained(training, finished) && whole);
    if (exports) {
      training.export(out);
    }
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("folder", folder.toAbsolutePath().toString());
      result.put("finished", finished);
      result.put("model", exports ? out.toAbsolutePath().toString() : null);
      Results.json(to, result);
    } else if (exports) {
      to.println("wrote " + out.toAbsolutePath());
    }
  }

  private TinySettings settings(CommandLine line) {
    boolean cpu = device.equals("cpu");
    int processors = Runtime.getRuntime().availableProcessors();
    try {
      return new TinySettings(
          threads == null ? (cpu ? 2 : 1) : threads,
          loaders == null ? (cpu ? 2 : processors) : loaders,
          batch == null ? OptionalInt.empty() : OptionalInt.of(batch),
          learningRate == null ? OptionalDouble.empty() : OptionalDouble.of(learningRate),
          Optional.ofNullable(origin));
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(line, e.getMessage(), e);
    }
  }

  /**
   * Returns whether all stages are done.
   *
   * @param finished receives for each stage that was begun whether it is done
   */
  private boolean trained(TinyTraining training, Map<String, Object> finished) {
    long deadline = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
    for (TinyStage stage : stages) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      boolean done = training.run(stage, steps == null ? stage.steps() : steps, left);
      finished.put(stage.name().toLowerCase(Locale.ROOT), done);
      if (!done) {
        return false;
      }
    }
    return true;
  }

  /** Ctrl-C ends the step in progress and leaves a checkpoint. */
  private static void stop(TinyTraining training, CountDownLatch done) {
    training.stop();
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
