package ai.kelix.cli;

import ai.kelix.Kelix;
import ai.kelix.KelixBuilder;
import ai.kelix.tensor.program.BackendOptions;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options by which a command chooses where it computes. */
public final class BackendChoice {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = "onnx",
      description = "onnx or libtorch (default: ${DEFAULT-VALUE})")
  private String backend = "onnx";

  @Option(names = "--device", paramLabel = "NAME", description = "cpu or cuda:0")
  private @Nullable String device;

  @Option(names = "--threads", paramLabel = "N", description = "threads for one operation")
  private @Nullable Integer threads;

  /** Chooses the defaults; picocli then sets what the user chose. */
  public BackendChoice() {}

  /** Returns the backend's name. */
  public String backend() {
    return backend;
  }

  /** Returns device and threads. */
  public BackendOptions options() {
    return new BackendOptions(Optional.ofNullable(device), threads == null ? 0 : checked(threads));
  }

  /** Loads a model with this choice, and shows how far it is if it has to be downloaded. */
  public Kelix load(String nameOrFolder, DecoderChoice decoder) {
    try (DownloadBar bar = new DownloadBar(line())) {
      KelixBuilder builder = Kelix.builder(nameOrFolder).backend(backend).onDownload(bar::show);
      decoder.applyTo(builder);
      if (device != null) {
        builder.device(device);
      }
      if (threads != null) {
        builder.threads(checked(threads));
      }
      return builder.load();
    }
  }

  private int checked(int count) {
    if (count < 1) {
      throw new CommandLine.ParameterException(
          line(), "--threads must be at least 1, got " + count);
    }
    return count;
  }

  private CommandLine line() {
    return Objects.requireNonNull(spec).commandLine();
  }
}
