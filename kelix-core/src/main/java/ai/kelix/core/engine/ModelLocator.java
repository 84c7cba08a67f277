package ai.kelix.core.engine;

import ai.kelix.DownloadProgress;
import ai.kelix.InvalidModelException;
import ai.kelix.KelixException;
import ai.kelix.ModelNotFoundException;
import ai.kelix.spi.EmbeddedModel;
import ai.kelix.spi.ModelSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Turns the name of an embedded model, a path, or a name that a source knows into a folder.
 *
 * <p>Embedded models are unpacked once per content into the cache, in a sibling folder that is
 * renamed when complete, so that several processes may do it at the same time.
 */
final class ModelLocator {
  private final Path cache;
  private final List<EmbeddedModel> embedded;
  private final List<ModelSource> sources;

  ModelLocator(Path cache) {
    this(cache, installed(EmbeddedModel.class), installed(ModelSource.class));
  }

  ModelLocator(Path cache, List<EmbeddedModel> embedded, List<ModelSource> sources) {
    this.cache = cache;
    this.embedded = List.copyOf(embedded);
    this.sources = List.copyOf(sources);
  }

  private static <T> List<T> installed(Class<T> service) {
    List<T> found = new ArrayList<>();
    ServiceLoader.load(service).forEach(found::add);
    return found;
  }

  /**
   * Returns the folder. An embedded model's name wins over a folder of the same name, and a folder
   * over a model elsewhere.
   */
  Path locate(String nameOrFolder, Consumer<DownloadProgress> onDownload) {
    Optional<EmbeddedModel> model =
        embedded.stream().filter(m -> m.name().equals(nameOrFolder)).findFirst();
    if (model.isPresent()) {
      return unpacked(model.get());
    }
    Optional<Path> folder = folder(nameOrFolder);
    if (folder.isPresent()) {
      return folder.get();
    }
    for (ModelSource source : sources) {
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
    known.append(embedded.stream().map(EmbeddedModel::name).sorted().toList());
    sources.forEach(source -> known.append(", or ").append(source.names()));
    return new ModelNotFoundException(
        String.format("'%s' is neither a folder nor an embedded model: give %s", name, known));
  }

  private Path unpacked(EmbeddedModel model) {
    Path target = cache.resolve("models").resolve(model.name() + "-" + contentId(model));
    if (Files.isDirectory(target)) {
      return target;
    }
    try {
      Files.createDirectories(target.getParent());
      Path temporary = Files.createTempDirectory(target.getParent(), model.name() + ".unpacking");
      try {
        for (EmbeddedModel.Entry entry : model.entries()) {
          unpack(model, entry, temporary);
        }
        publish(temporary, target);
      } finally {
        deleteTree(temporary);
      }
    } catch (IOException e) {
      throw new KelixException(
          String.format(
              "cannot unpack the embedded model into %s: %s; free some space or choose another folder with KELIX_CACHE",
              target, e),
          e);
    }
    return target;
  }

  private static void unpack(EmbeddedModel model, EmbeddedModel.Entry entry, Path folder)
      throws IOException {
    Path file = folder.resolve(entry.path()).normalize();
    if (!file.startsWith(folder)) {
      throw new InvalidModelException(
          "the embedded model's entry '" + entry.path() + "' leaves its folder");
    }
    Files.createDirectories(file.getParent());
    MessageDigest digest = Sha256.begin();
    try (InputStream in = new DigestInputStream(model.open(entry), digest)) {
      Files.copy(in, file);
    }
    String found = Sha256.hex(digest);
    if (!found.equals(entry.sha256())) {
      throw new InvalidModelException(
          String.format(
              "the embedded file %s has checksum %s, expected %s: the dependency is damaged",
              entry.path(), found, entry.sha256()));
    }
  }

  /** Renames; loses gracefully against another process that was faster with the same content. */
  private static void publish(Path temporary, Path target) throws IOException {
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(target)) {
        throw e;
      }
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static String contentId(EmbeddedModel model) {
    MessageDigest digest = Sha256.begin();
    for (EmbeddedModel.Entry entry : model.entries()) {
      digest.update((entry.path() + ":" + entry.sha256() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return Sha256.hex(digest).substring(0, 16);
  }
}
