package ai.kelix.spi;

import ai.kelix.DownloadProgress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Fetches models by name from elsewhere. Asked only for names that are neither an embedded model
 * nor a folder. Implementations are thread-safe.
 */
public interface ModelSource {

  /** Says which names this source knows, for the message about a name that nobody knows. */
  String names();

  /**
   * Returns the folder of a model, fetched if it is not on this machine yet.
   *
   * @param name as given to {@link ai.kelix.Kelix#load(String)}
   * @param progress told on the calling thread; what it throws ends the download
   * @return the folder, or empty if the name is not of this source's kind
   * @throws ai.kelix.ModelNotFoundException if the name is of its kind and no such model exists
   * @throws ai.kelix.KelixException if the model cannot be fetched
   */
  Optional<Path> find(String name, Consumer<DownloadProgress> progress);
}
