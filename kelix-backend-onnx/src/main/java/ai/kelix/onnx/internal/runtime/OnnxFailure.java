package ai.kelix.onnx.internal.runtime;

import ai.kelix.BackendException;
import ai.onnxruntime.OrtException;

/** What a failure of ONNX Runtime means. Stateless. */
final class OnnxFailure {

  private OnnxFailure() {}

  /**
   * Returns the exception to throw. ONNX Runtime ends with the process, by a hook of its own; work
   * that is still under way then fails with whatever it misses first, which says nothing.
   *
   * @param what was tried, as {@code program 'backbone' failed}
   */
  static BackendException of(String what, OrtException cause) {
    if (isProcessEnding()) {
      return new BackendException(
          what
              + ": the process is ending, and ONNX Runtime with it; close models first to see their"
              + " work through");
    }
    return new BackendException(what + ": " + cause.getMessage(), cause);
  }

  /** The virtual machine tells in no other way. */
  private static boolean isProcessEnding() {
    Thread hook = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      Runtime.getRuntime().removeShutdownHook(hook);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
