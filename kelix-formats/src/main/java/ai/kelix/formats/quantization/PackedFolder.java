package ai.kelix.formats.quantization;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.config.ComponentKind;
import ai.kelix.tensor.weights.TensorSource;
import java.nio.file.Path;
import java.util.Optional;

/** Folders of one component, exported or not. Stateless. */
public final class PackedFolder {

  private PackedFolder() {}

  /**
   * Opens the weights of a folder under the names that the network uses, with those that an export
   * has packed beside them; reads headers only.
   *
   * @throws ai.kelix.tensor.weights.CheckpointException if a file is missing or malformed, or the
   *     packed weights are of another model
   */
  public static TensorSource open(ComponentKind kind, Path folder) {
    Checkpoint stored = kind.open(folder);
    Optional<PackedManifest> manifest = PackedManifest.find(folder);
    if (manifest.isEmpty() || manifest.get().weights().isEmpty()) {
      return stored;
    }
    Path packed = folder.resolve(manifest.get().weights().get());
    return PackedCheckpoint.open(stored, packed, manifest.get().format());
  }
}
