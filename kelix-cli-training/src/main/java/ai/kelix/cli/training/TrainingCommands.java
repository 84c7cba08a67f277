package ai.kelix.cli.training;

import ai.kelix.cli.CommandProvider;
import java.nio.file.Path;
import java.util.List;

/** Adds {@code train}. */
public final class TrainingCommands implements CommandProvider {

  @Override
  public List<Object> commands() {
    return List.of(new TrainCommand());
  }

  @Override
  public List<List<String>> rehearsed(Path model, Path scratch) {
    String out = scratch.resolve("demo").toString();
    String run = scratch.resolve("run").toString();
    return List.of(
        List.of("demo", "--backend", "libtorch", "--out", out),
        List.of(
            "train", "tiny", "--stage", "vae", "--steps", "1", "--batch", "2", "--folder", run));
  }
}
