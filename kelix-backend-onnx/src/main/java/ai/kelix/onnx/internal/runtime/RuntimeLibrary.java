package ai.kelix.onnx.internal.runtime;

import ai.kelix.BackendException;
import ai.kelix.platform.Interruption;
import ai.kelix.platform.TemporaryFolder;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.io.IOException;
import java.util.Optional;

/** Loads ONNX Runtime's native library, once per process and class loader. */
final class RuntimeLibrary {
  /** What its libraries take, in bytes. */
  private static final long SIZE = 40L << 20;

  /** Whether this class loader has it already. */
  private static volatile boolean loaded;

  private RuntimeLibrary() {}

  /**
   * Returns the environment, which lives as long as the process.
   *
   * @throws BackendException if the library is missing, is built for another platform, cannot be
   *     unpacked or does not load
   */
  static OrtEnvironment load() {
    return loaded ? environment() : firstTime();
  }

  private static OrtEnvironment firstTime() {
    // The place is told by a property of the process, which other class loaders set as well.
    synchronized (System.getProperties()) {
      OrtEnvironment environment =
          System.getProperty(UnpackedRuntime.PROPERTY) == null ? unpacked() : environment();
      loaded = true;
      return environment;
    }
  }

  private static OrtEnvironment unpacked() {
    try {
      Optional<UnpackedRuntime> unpacked = UnpackedRuntime.create();
      return unpacked.isPresent() ? from(unpacked.get()) : environment();
    } catch (IOException e) {
      Interruption.check(e, "unpacking ONNX Runtime");
      throw new BackendException(
          "ONNX Runtime cannot be unpacked: " + e + ". " + TemporaryFolder.advice(SIZE, e), e);
    }
  }

  private static OrtEnvironment from(UnpackedRuntime unpacked) {
    try (unpacked) {
      System.setProperty(UnpackedRuntime.PROPERTY, unpacked.folder().toString());
      return environment();
    } finally {
      System.clearProperty(UnpackedRuntime.PROPERTY);
    }
  }

  private static OrtEnvironment environment() {
    try {
      // Errors come as exceptions; the library need not print them as well.
      return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "kelix");
    } catch (LinkageError | RuntimeException e) {
      throw new BackendException(
          String.format(
                  "ONNX Runtime does not load on %s/%s: %s. Its jar has libraries for Linux (x86-64,",
                  System.getProperty("os.name"), System.getProperty("os.arch"), cause(e))
              + " arm64), macOS (arm64) and Windows (x86-64); elsewhere give the folder of a build"
              + " in the system property onnxruntime.native.path. "
              + TemporaryFolder.advice(SIZE, cause(e)),
          e);
    }
  }

  private static Throwable cause(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
