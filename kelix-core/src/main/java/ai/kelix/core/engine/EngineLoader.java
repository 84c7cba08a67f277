package ai.kelix.core.engine;

import ai.kelix.Kelix;
import ai.kelix.core.program.Backend;
import ai.kelix.core.program.BackendOptions;
import ai.kelix.spi.EngineProvider;
import ai.kelix.spi.LoadRequest;
import java.nio.file.Path;

/** Loads models: finds the folder, validates it, then opens the backend. */
public final class EngineLoader implements EngineProvider {

  @Override
  public Kelix load(LoadRequest request) {
    Path folder =
        new ModelLocator(CacheFolder.choose(request.cache()))
            .locate(request.nameOrFolder(), request.onDownload());
    ModelFolder model = ModelFolder.open(folder);
    Backend backend =
        Backends.open(request.backend(), new BackendOptions(request.device(), request.threads()));
    try {
      KelixEngine engine = new KelixEngine(request.nameOrFolder(), model, backend);
      engine.prepare();
      return engine;
    } catch (RuntimeException | Error e) {
      backend.close();
      throw e;
    }
  }
}
