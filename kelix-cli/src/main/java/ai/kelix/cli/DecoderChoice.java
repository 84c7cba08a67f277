package ai.kelix.cli;

import ai.kelix.KelixBuilder;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that name the image decoder of a model whose parts lie in separate folders. */
public final class DecoderChoice {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--dit",
      paramLabel = "FOLDER",
      description = "the diffusion transformer (default: dit below the model)")
  private @Nullable Path dit;

  @Option(
      names = "--vae",
      paramLabel = "FOLDER",
      description = "the autoencoder (default: vae below the model)")
  private @Nullable Path vae;

  /** Chooses the defaults; picocli then sets what the user chose. */
  public DecoderChoice() {}

  /** Tells a builder what was chosen. */
  public void applyTo(KelixBuilder builder) {
    if ((dit == null) != (vae == null)) {
      throw new CommandLine.ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--dit and --vae belong together: give both");
    }
    if (dit != null && vae != null) {
      builder.imageDecoder(dit, vae);
    }
  }
}
