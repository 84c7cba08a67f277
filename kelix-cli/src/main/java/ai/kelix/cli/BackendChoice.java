package ai.kelix.cli;

import ai.kelix.core.program.BackendOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options by which a command chooses where it computes. */
public final class BackendChoice {

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = "onnx",
      description = "onnx or libtorch (default: ${DEFAULT-VALUE})")
  private String backend = "onnx";

  @Option(names = "--device", paramLabel = "NAME", description = "cpu or cuda:0")
  private @Nullable String device;

  @Option(names = "--threads", paramLabel = "N", description = "threads for one operation")
  private int threads;

  /** Returns the backend's name. */
  public String backend() {
    return backend;
  }

  /** Returns device and threads. */
  public BackendOptions options() {
    return new BackendOptions(Optional.ofNullable(device), threads);
  }
}
