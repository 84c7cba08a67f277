package ai.kelix.onnx.internal.runtime;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * ONNX Runtime's libraries in a temporary folder, until they are loaded. The runtime would unpack
 * them by itself, but leaves its folder behind in every run, and all of them when a process is
 * killed. Each class loader needs files of its own, so nothing is kept for the next time.
 */
final class UnpackedRuntime implements AutoCloseable {
  /** Where the runtime looks for its libraries; it unpacks none if this is set. */
  static final String PROPERTY = "onnxruntime.native.path";

  private static final List<String> LIBRARIES =
      List.of("onnxruntime", "onnxruntime4j_jni", "onnxruntime_providers_shared");

  private final Path folder;
  private final List<Path> files = new ArrayList<>();

  private UnpackedRuntime(Path folder) {
    this.folder = folder;
  }

  /**
   * Unpacks.
   *
   * @return empty if the runtime must look for its libraries itself: on Android, or if its jar has
   *     none for this platform
   */
  static Optional<UnpackedRuntime> create() throws IOException {
    if (System.getProperty("java.vendor", "").equals("The Android Project")
        || OrtEnvironment.class.getResource(resource(LIBRARIES.get(0))) == null) {
      return Optional.empty();
    }
    UnpackedRuntime unpacked = new UnpackedRuntime(Files.createTempDirectory("kelix-onnxruntime"));
    // Where a loaded library cannot be deleted it goes at the exit: the last registered first.
    unpacked.folder.toFile().deleteOnExit();
    try {
      for (String library : LIBRARIES) {
        unpacked.unpack(library);
      }
      return Optional.of(unpacked);
    } catch (IOException | RuntimeException | Error e) {
      unpacked.close();
      throw e;
    }
  }

  private void unpack(String library) throws IOException {
    try (InputStream in = OrtEnvironment.class.getResourceAsStream(resource(library))) {
      if (in != null) {
        Path file = folder.resolve(System.mapLibraryName(library));
        files.add(file);
        file.toFile().deleteOnExit();
        Files.copy(in, file);
      }
    }
  }

  /** Returns the name under which the runtime's jar has a library for this platform. */
  private static String resource(String library) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return String.format(
        Locale.ROOT,
        "/ai/onnxruntime/native/%s-%s/%s",
        system.startsWith("mac") ? "osx" : system.startsWith("windows") ? "win" : system,
        machine.equals("amd64") || machine.equals("x86_64") ? "x64" : machine,
        System.mapLibraryName(library));
  }

  Path folder() {
    return folder;
  }

  /** Deletes what the system lets delete; a library stays loaded without its file. */
  @Override
  public void close() {
    files.forEach(file -> file.toFile().delete());
    folder.toFile().delete();
  }
}
