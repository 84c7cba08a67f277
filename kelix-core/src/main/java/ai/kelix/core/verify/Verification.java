package ai.kelix.core.verify;

import ai.kelix.InvalidModelException;
import ai.kelix.core.checkpoint.ConfigurationException;
import ai.kelix.core.config.ComponentKind;
import ai.kelix.core.program.Backend;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs every recorded stage of one component. */
public interface Verification {

  /** Runs all checks. */
  Report run();

  /**
   * Finds out what a folder holds and prepares its verification. Weights without recordings of
   * their own (a folder such as {@code hf-names/}) use those of the folder above.
   *
   * @param vae folder of the autoencoder for checks that paint; ignored if it does not exist
   * @throws InvalidModelException if the folder is no component or nothing was recorded for it
   */
  static Verification of(Path folder, Path vae, Backend backend) {
    Path recordings = above(folder, "golden.safetensors");
    Golden golden = Golden.read(recordings);
    Notes notes = Notes.read(recordings);
    Path config = above(folder, "config.json");
    return switch (ComponentKind.of(config.resolve("config.json"))) {
      case AUTOENCODER -> new VaeVerification(folder, golden, backend);
      case TEXT_MODEL ->
          throw new ConfigurationException(
              String.format(
                  "%s holds a language model of text alone, for which there are no recordings to compare with",
                  config));
      case DIFFUSION_TRANSFORMER -> new DiffusionVerification(folder, golden, notes, vae, backend);
      case LANGUAGE_MODEL -> new LanguageVerification(folder, config, golden, notes, backend);
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
        String.format("neither %s nor the folder above it has a %s", folder, name));
  }
}
