package ai.kelix.onnx.internal.runtime;

import ai.kelix.core.engine.CacheFolder;
import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps ONNX Runtime's native libraries unpacked in the cache folder.
 *
 * <p>Left alone, the runtime unpacks 30 MB from its jar at each start of the JVM, which costs more
 * than opening a small model. The cached files lie under the runtime's version and are used only if
 * they have the size that the jar says; whatever goes wrong, the runtime unpacks as usual.
 */
final class NativeLibraries {
  /** Where the runtime looks before it unpacks anything. */
  private static final String FOLDER_PROPERTY = "onnxruntime.native.path";

  private static final List<String> REQUIRED = List.of("onnxruntime", "onnxruntime4j_jni");
  private static final List<String> OPTIONAL = List.of("onnxruntime_providers_shared");

  private final String resources;
  private final Path folder;

  private NativeLibraries(String resources, Path folder) {
    this.resources = resources;
    this.folder = folder;
  }

  /** Runs the loading of the runtime with the cached libraries, unless the user chose a folder. */
  static OrtEnvironment loadWith(Supplier<OrtEnvironment> loading) {
    if (System.getProperty(FOLDER_PROPERTY) != null) {
      return loading.get();
    }
    Optional<Path> cached = unpacked(CacheFolder.choose(Optional.empty()));
    if (cached.isEmpty()) {
      return loading.get();
    }
    System.setProperty(FOLDER_PROPERTY, cached.get().toString());
    try {
      return loading.get();
    } finally {
      System.clearProperty(FOLDER_PROPERTY);
    }
  }

  /**
   * Unpacks what is not there yet.
   *
   * @param cache the cache folder
   * @return the folder with all libraries; empty if that is not possible here
   */
  static Optional<Path> unpacked(Path cache) {
    String version = OrtEnvironment.class.getPackage().getImplementationVersion();
    String platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
    if (version == null || platform == null) {
      return Optional.empty();
    }
    Path folder = cache.resolve("onnxruntime").resolve(version + "-" + platform).toAbsolutePath();
    try {
      new NativeLibraries("/ai/onnxruntime/native/" + platform + "/", folder).unpack();
      return Optional.of(folder);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Returns the runtime's name of a platform, or null where its jar has no libraries. */
  static @Nullable String platform(String system, String architecture) {
    String name = system.toLowerCase(Locale.ROOT);
    boolean arm = architecture.equals("aarch64");
    boolean x64 = architecture.equals("amd64") || architecture.equals("x86_64");
    boolean android = System.getProperty("java.vendor", "").equals("The Android Project");
    if (name.startsWith("linux") && (arm || x64) && !android) {
      return arm ? "linux-aarch64" : "linux-x64";
    }
    if (name.startsWith("mac") && arm) {
      return "osx-aarch64";
    }
    return name.startsWith("windows") && x64 ? "win-x64" : null;
  }

  private void unpack() throws IOException {
    Files.createDirectories(folder);
    for (String library : REQUIRED) {
      URL resource = resource(library);
      if (resource == null) {
        throw new IOException("the runtime's jar has no " + library);
      }
      unpack(resource, folder.resolve(System.mapLibraryName(library)));
    }
    for (String library : OPTIONAL) {
      URL resource = resource(library);
      if (resource != null) {
        unpack(resource, folder.resolve(System.mapLibraryName(library)));
      }
    }
  }

  private @Nullable URL resource(String library) {
    return OrtEnvironment.class.getResource(resources + System.mapLibraryName(library));
  }

  private void unpack(URL resource, Path target) throws IOException {
    long size = resource.openConnection().getContentLengthLong();
    if (Files.exists(target) && Files.size(target) == size) {
      return;
    }
    Path part = Files.createTempFile(folder, "unpacking", null);
    try (InputStream in = resource.openStream()) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
