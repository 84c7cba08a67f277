package ai.kelix.onnx.internal.runtime;

import ai.kelix.BackendException;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;

/** Loads ONNX Runtime's native library, once per process. */
final class RuntimeLibrary {

  private RuntimeLibrary() {}

  /**
   * Returns the environment, which lives as long as the process.
   *
   * @throws BackendException if the library is missing, is built for another platform or does not
   *     load
   */
  static OrtEnvironment load() {
    try {
      // Errors come as exceptions; the library need not print them as well.
      return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "kelix");
    } catch (LinkageError | RuntimeException e) {
      throw new BackendException(
          String.format(
                  "ONNX Runtime does not load on %s/%s: %s. Its jar has libraries for Linux (x86-64,",
                  System.getProperty("os.name"), System.getProperty("os.arch"), cause(e))
              + " arm64), macOS (arm64) and Windows (x86-64); elsewhere give the folder of a build"
              + " in the system property onnxruntime.native.path",
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
