package ai.kelix.tools.verify;

import ai.kelix.InvalidModelException;
import ai.kelix.formats.checkpoint.ConfigurationException;
import ai.kelix.formats.config.ComponentKind;
import ai.kelix.tensor.program.Backend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Runs every recorded stage of one component. */
public interface Verification {

  /** Runs all checks. */
  Report run();

  /**
   * Finds out what a folder holds and prepares its verification. Weights without recordings of
   * their own (a folder such as {@code hf-names/}) use those of the folder above.
   *
   * <p>A folder of training recordings, without weights, is verified with the models beside it.
   *
   * <p>The arguments of the recordings are read from {@code arguments.json} beside them. What needs
   * one that is not there stays undecided.
   *
   * @param vae folder of the autoencoder for checks that paint; empty for the only one beside the
   *     folder that fits
   * @throws InvalidModelException if the folder is no component, nothing was recorded for it, or
   *     the named autoencoder does not fit it
   */
  static Verification of(Path folder, Optional<Path> vae, Backend backend) {
    if (TrainingVerification.isIn(folder)) {
      return new TrainingVerification(folder, backend);
    }
    Path recordings = above(folder, Golden.FILE);
    Golden golden = Golden.read(recordings);
    Arguments arguments = Arguments.read(recordings);
    Path config = above(folder, "config.json");
    return switch (ComponentKind.of(config.resolve("config.json"))) {
      case AUTOENCODER -> new VaeVerification(folder, golden, backend);
      case TEXT_MODEL ->
          throw new ConfigurationException(
              String.format(
                  Locale.ROOT,
                  "%s holds a language model of text alone, for which there are no recordings to compare with",
                  config));
      case DIFFUSION_TRANSFORMER ->
          new DiffusionVerification(folder, golden, arguments, vae, backend);
      case LANGUAGE_MODEL -> new LanguageVerification(folder, config, golden, arguments, backend);
    };
  }

  private static Path above(Path folder, String name) {
    if (Files.isRegularFile(folder.resolve(name))) {
      return folder;
    }
    Path parent = folder.toAbsolutePath().normalize().getParent();
    if (parent != null && Files.isRegularFile(parent.resolve(name))) {
      return parent;
    }
    throw new InvalidModelException(
        String.format(Locale.ROOT, "neither %s nor the folder above it has a %s", folder, name));
  }
}
