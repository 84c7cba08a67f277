package ai.kelix.training.run;

import ai.kelix.tensor.gradient.Optimizer;
import ai.kelix.tensor.gradient.Variables;
import ai.kelix.tensor.program.HostTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The checkpoints of one stage: {@code step-N/} holds weights and optimiser state. A checkpoint
 * appears under its name only when complete, so killing the process at any moment leaves the last
 * one usable.
 */
public final class RunFolder {
  private static final Pattern NAME = Pattern.compile("step-(\\d+)");
  private static final String WEIGHTS = "weights.safetensors";
  private static final String OPTIMIZER = "optimizer.safetensors";

  private final Path folder;

  /** Names the folder; it need not exist. */
  public RunFolder(Path folder) {
    this.folder = folder;
  }

  /** Returns the step of the newest checkpoint. */
  public OptionalLong lastStep() {
    return checkpoints().stream().mapToLong(RunFolder::stepOf).max();
  }

  /** Reads the newest weights. */
  public Map<String, HostTensor> weights() {
    long step =
        lastStep()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "there is no checkpoint in " + folder + ": run the stage first"));
    return TensorArchive.read(folder.resolve("step-" + step).resolve(WEIGHTS));
  }

  /** Continues from the newest checkpoint; empty if there is none. */
  OptionalLong restore(Variables variables, Optimizer optimizer) {
    OptionalLong step = lastStep();
    if (step.isPresent()) {
      Path checkpoint = folder.resolve("step-" + step.getAsLong());
      TensorArchive.read(checkpoint.resolve(WEIGHTS))
          .forEach((name, values) -> variables.put(name, values, false));
      optimizer.restore(TensorArchive.read(checkpoint.resolve(OPTIMIZER)));
    }
    return step;
  }

  /** Writes a checkpoint and removes older ones. */
  void save(long step, Variables variables, Optimizer optimizer) {
    Path target = folder.resolve("step-" + step);
    if (Files.isDirectory(target)) {
      return;
    }
    Map<String, HostTensor> weights = new LinkedHashMap<>();
    variables.names().forEach(name -> weights.put(name, variables.get(name)));
    try {
      Files.createDirectories(folder);
      // Not a temporary folder in Java's sense, which its owner alone may read.
      Path temporary = Files.createDirectory(folder.resolve("writing-" + UUID.randomUUID()));
      TensorArchive.write(temporary.resolve(WEIGHTS), weights);
      TensorArchive.write(temporary.resolve(OPTIMIZER), optimizer.state());
      List<Path> older = checkpoints();
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      for (Path path : older) {
        delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the training checkpoint " + target, e);
    }
  }

  private List<Path> checkpoints() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(path -> NAME.matcher(path.getFileName().toString()).matches()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  private static long stepOf(Path checkpoint) {
    Matcher matcher = NAME.matcher(checkpoint.getFileName().toString());
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
