package ai.kelix;

import ai.kelix.platform.Installed;
import ai.kelix.spi.EngineProvider;
import ai.kelix.spi.LoadRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/** Settings for loading a model. Not thread-safe. */
public final class KelixBuilder {
  private final String nameOrFolder;
  private Optional<String> backend = Optional.empty();
  private Optional<String> device = Optional.empty();
  private Optional<Path> cache = Optional.empty();
  private Optional<LoadRequest.ImageDecoder> decoder = Optional.empty();
  private int threads;
  private Consumer<DownloadProgress> onDownload = progress -> {};

  KelixBuilder(String nameOrFolder) {
    Objects.requireNonNull(nameOrFolder, "nameOrFolder is null");
    if (nameOrFolder.isBlank()) {
      throw new ModelNotFoundException("the model name is blank: give a name or a folder");
    }
    this.nameOrFolder = nameOrFolder;
  }

  /**
   * Chooses the backend by name, {@code onnx} or {@code libtorch}; needed only if several are on
   * the class path.
   */
  public KelixBuilder backend(String name) {
    backend = Optional.of(Objects.requireNonNull(name, "name is null"));
    return this;
  }

  /** Chooses the device, such as {@code cpu} or {@code cuda:0}; the backend's best by default. */
  public KelixBuilder device(String name) {
    device = Optional.of(Objects.requireNonNull(name, "name is null"));
    return this;
  }

  /** Sets the number of threads for one operation; the backend's choice by default. */
  public KelixBuilder threads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + count);
    }
    threads = count;
    return this;
  }

  /**
   * Names the folders of the image decoder, where they are not {@code dit} and {@code vae} below
   * the model's folder; the public release has three folders.
   *
   * @param dit folder of the diffusion transformer, native or in the diffusers layout
   * @param vae folder of the autoencoder in the diffusers layout
   */
  public KelixBuilder imageDecoder(Path dit, Path vae) {
    Objects.requireNonNull(dit, "dit is null");
    Objects.requireNonNull(vae, "vae is null");
    decoder = Optional.of(new LoadRequest.ImageDecoder(dit, vae));
    return this;
  }

  /**
   * Sets the folder for files that are computed or unpacked once; by default {@code kelix} in the
   * user's cache folder. Nothing but a downloaded model is written elsewhere.
   */
  public KelixBuilder cache(Path folder) {
    cache = Optional.of(Objects.requireNonNull(folder, "folder is null"));
    return this;
  }

  /**
   * Sets who is told how far a download has come: often, on the thread that loads. What the
   * listener throws ends the download, which goes on from there the next time.
   */
  public KelixBuilder onDownload(Consumer<DownloadProgress> listener) {
    onDownload = Objects.requireNonNull(listener, "listener is null");
    return this;
  }

  /**
   * Loads the model; the exceptions are those of {@link Kelix#load(String)}.
   *
   * @throws BackendException if no engine is on the class path
   */
  public Kelix load() {
    Installed<EngineProvider> found =
        Installed.find(
            EngineProvider.class, loader -> ServiceLoader.load(EngineProvider.class, loader));
    List<EngineProvider> engines = found.usable();
    if (engines.size() != 1) {
      throw new BackendException(
          String.format(
              Locale.ROOT,
              "expected one Kelix engine on the class path, found %d: add one backend dependency, such as ai.kelix:kelix-backend-onnx%s",
              engines.size(),
              found.complaint()));
    }
    return engines
        .get(0)
        .load(new LoadRequest(nameOrFolder, decoder, backend, device, threads, cache, onDownload));
  }
}
