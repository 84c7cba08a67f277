package ai.kelix.onnx.internal.runtime;

import ai.kelix.BackendException;
import ai.kelix.platform.Interruption;
import ai.kelix.platform.TemporaryFolder;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** ONNX Runtime's native library as one backend uses it: loaded once, freed with the last use. */
final class RuntimeLibrary implements AutoCloseable {
  /** Errors come as exceptions; the library need not print them as well. */
  private static final OrtLoggingLevel LEVEL = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;

  private static final String NAME = "kelix";

  /** What its libraries take, in bytes. */
  private static final long SIZE = 40L << 20;

  /** Whether this class loader has it already. */
  private static volatile boolean loaded;

  private final OrtEnvironment environment;
  private final Runnable end;

  private RuntimeLibrary(OrtEnvironment environment, Runnable end) {
    this.environment = environment;
    this.end = end;
  }

  /**
   * Loads the library.
   *
   * @throws BackendException if the library is missing, is built for another platform, cannot be
   *     unpacked or does not load
   */
  static RuntimeLibrary load() {
    return loaded ? open() : firstTime();
  }

  private static RuntimeLibrary firstTime() {
    // The place is told by a property of the process, which other class loaders set as well.
    synchronized (System.getProperties()) {
      RuntimeLibrary library =
          System.getProperty(UnpackedRuntime.PROPERTY) == null ? unpacked() : open();
      loaded = true;
      return library;
    }
  }

  private static RuntimeLibrary unpacked() {
    try {
      Optional<UnpackedRuntime> unpacked = UnpackedRuntime.create();
      return unpacked.isPresent() ? from(unpacked.get()) : open();
    } catch (IOException e) {
      Interruption.check(e, "unpacking ONNX Runtime");
      throw new BackendException(
          "ONNX Runtime cannot be unpacked: " + e + ". " + TemporaryFolder.advice(SIZE, e), e);
    }
  }

  private static RuntimeLibrary from(UnpackedRuntime unpacked) {
    try (unpacked) {
      System.setProperty(UnpackedRuntime.PROPERTY, unpacked.folder().toString());
      return open();
    } finally {
      System.clearProperty(UnpackedRuntime.PROPERTY);
    }
  }

  private static RuntimeLibrary open() {
    try {
      return unhooked();
    } catch (LinkageError | RuntimeException e) {
      throw new BackendException(
          String.format(
                  Locale.ROOT,
                  "ONNX Runtime does not load on %s/%s: %s. Its jar has libraries for Linux (x86-64,",
                  System.getProperty("os.name"),
                  System.getProperty("os.arch"),
                  cause(e))
              + " arm64), macOS (arm64) and Windows (x86-64); elsewhere give the folder of a build"
              + " in the system property onnxruntime.native.path. "
              + TemporaryFolder.advice(SIZE, cause(e)),
          e);
    }
  }

  private static RuntimeLibrary unhooked() {
    try {
      UnhookedEnvironment own = new UnhookedEnvironment(LEVEL, NAME);
      return new RuntimeLibrary(own.environment(), own::free);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Android, or another version: the library's own, which lives as long as the process.
      return new RuntimeLibrary(OrtEnvironment.getEnvironment(LEVEL, NAME), () -> {});
    }
  }

  private static Throwable cause(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  OrtEnvironment environment() {
    return environment;
  }

  /** Ends this use, after all that was made with it was closed. */
  @Override
  public void close() {
    end.run();
  }
}
