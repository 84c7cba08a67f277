package ai.kelix.core.verify;

import ai.kelix.InvalidModelException;
import ai.kelix.core.program.Backend;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
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
    String kind = kind(config.resolve("config.json"));
    if (kind.contains("AutoencoderDC")) {
      return new VaeVerification(folder, golden, backend);
    }
    if (kind.contains("Sana")) {
      return new DiffusionVerification(folder, golden, notes, vae, backend);
    }
    return new LanguageVerification(folder, config, golden, notes, backend);
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

  private static String kind(Path file) {
    try {
      JsonNode json = JsonMapper.builder().build().readTree(Files.readAllBytes(file));
      return json.path("_class_name").asText(json.path("__class__").asText("KeyeARConfig"));
    } catch (IOException e) {
      throw new InvalidModelException("cannot read " + file, e);
    }
  }
}
