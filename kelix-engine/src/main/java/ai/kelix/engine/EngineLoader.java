package ai.kelix.engine;

import ai.kelix.Kelix;
import ai.kelix.engine.internal.work.BlockingCall;
import ai.kelix.platform.CacheFolder;
import ai.kelix.platform.Interruption;
import ai.kelix.spi.EngineProvider;
import ai.kelix.spi.LoadRequest;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.BackendOptions;
import java.nio.file.Path;
import java.util.Optional;

/** Loads models: finds the folder, validates it, then opens the backend. */
public final class EngineLoader implements EngineProvider {
  /** In which all programs compute. */
  private static final Precision PRECISION = Precision.FLOAT32;

  private final MemoryProbe memory;

  /** Called by {@link java.util.ServiceLoader}; loads nothing. */
  public EngineLoader() {
    this(new SystemMemory());
  }

  /**
   * Makes a loader for a machine with other memory than this one.
   *
   * @param memory asked before anything is loaded
   */
  public EngineLoader(MemoryProbe memory) {
    this.memory = memory;
  }

  /**
   * Loads a model.
   *
   * @throws ai.kelix.InsufficientMemoryException before anything is loaded, if it cannot fit
   * @throws ai.kelix.InterruptedCallException if the calling thread is interrupted
   * @throws IllegalStateException on a thread of Reactor that must not block
   */
  @Override
  public Kelix load(LoadRequest request) {
    BlockingCall.begin("load()");
    Interruption.check("loading " + request.nameOrFolder());
    ModelFolder model = ModelFolder.open(locate(request), request.decoder());
    WeightFiles files = WeightFiles.of(model.checkpoints());
    Preparation preparation = new Preparation(model, PRECISION);
    preparation.check(memory, Backends.widensWhole(request.backend()));
    Backend backend =
        Backends.open(request.backend(), new BackendOptions(request.device(), request.threads()));
    try {
      Optional<CodebookCache> codebooks = CacheFolder.find(request.cache()).map(CodebookCache::new);
      KelixEngine engine =
          new KelixEngine(
              request.nameOrFolder(), model, preparation.programs(), files, backend, codebooks);
      engine.prepare(preparation);
      engine.watch();
      return engine;
    } catch (RuntimeException | Error e) {
      backend.close();
      throw e;
    }
  }

  /**
   * Returns the folder of a model, unpacked or downloaded if need be, without opening it.
   *
   * @throws ai.kelix.ModelNotFoundException if there is none of this name
   */
  public static Path locate(LoadRequest request) {
    return new ModelLocator(() -> CacheFolder.choose(request.cache()))
        .locate(request.nameOrFolder(), request.onDownload());
  }
}
