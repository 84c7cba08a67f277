package ai.kelix.hub;

import ai.kelix.DownloadProgress;
import ai.kelix.spi.ModelSource;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds {@code OWNER/NAME} and {@code OWNER/NAME@REVISION} with the environment's settings. */
public final class HubModelSource implements ModelSource {

  /** Called by {@link java.util.ServiceLoader}; fetches nothing. */
  public HubModelSource() {}

  @Override
  public String names() {
    return "OWNER/NAME of a model to download";
  }

  @Override
  public Optional<Path> find(String name, Consumer<DownloadProgress> progress) {
    return HubModel.parse(name)
        .map(model -> new Hub(HubSettings.fromEnvironment()).download(model, progress));
  }
}
