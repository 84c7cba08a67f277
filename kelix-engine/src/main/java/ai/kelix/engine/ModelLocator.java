package ai.kelix.engine;

import ai.kelix.DownloadProgress;
import ai.kelix.ModelNotFoundException;
import ai.kelix.platform.Installed;
import ai.kelix.spi.EmbeddedModel;
import ai.kelix.spi.ModelSource;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Turns the name of an embedded model, a path, or a name that a source knows into a folder. */
final class ModelLocator {
  private final Supplier<Path> cache;
  private final Installed<EmbeddedModel> embedded;
  private final Installed<ModelSource> sources;

  /**
   * Looks among what is installed.
   *
   * @param cache asked only if an embedded model is wanted
   */
  ModelLocator(Supplier<Path> cache) {
    this(
        cache,
        Installed.find(
            EmbeddedModel.class, loader -> ServiceLoader.load(EmbeddedModel.class, loader)),
        Installed.find(ModelSource.class, loader -> ServiceLoader.load(ModelSource.class, loader)));
  }

  ModelLocator(
      Supplier<Path> cache, Installed<EmbeddedModel> embedded, Installed<ModelSource> sources) {
    this.cache = cache;
    this.embedded = embedded;
    this.sources = sources;
  }

  /**
   * Returns the folder. An embedded model's name wins over a folder of the same name, and a folder
   * over a model elsewhere.
   */
  Path locate(String nameOrFolder, Consumer<DownloadProgress> onDownload) {
    Optional<EmbeddedModel> model =
        embedded.usable().stream().filter(m -> m.name().equals(nameOrFolder)).findFirst();
    if (model.isPresent()) {
      return new Unpacking(model.get()).below(cache.get());
    }
    Optional<Path> folder = folder(nameOrFolder);
    if (folder.isPresent()) {
      return folder.get();
    }
    for (ModelSource source : sources.usable()) {
      Optional<Path> found = source.find(nameOrFolder, onDownload);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw unknown(nameOrFolder);
  }

  private static Optional<Path> folder(String path) {
    try {
      return Optional.of(Paths.get(path)).filter(Files::isDirectory);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private ModelNotFoundException unknown(String name) {
    StringBuilder known = new StringBuilder("the path of a model folder or one of ");
    known.append(embedded.usable().stream().map(EmbeddedModel::name).sorted().toList());
    sources.usable().forEach(source -> known.append(", or ").append(source.names()));
    known.append(embedded.complaint()).append(sources.complaint());
    return new ModelNotFoundException(
        String.format(
            Locale.ROOT, "'%s' is neither a folder nor an embedded model: give %s", name, known));
  }
}
