package ai.kelix.tensor.program;

/**
 * Found with {@link java.util.ServiceLoader}; opens a backend by name. Opening may load native
 * libraries; finding must not.
 */
public interface BackendProvider {

  /** Returns the name by which users choose this backend: {@code onnx}, {@code libtorch}. */
  String name();

  /**
   * Tells whether matrices stored in 16 bits are copied to float32 as a whole before they are
   * computed with, as against piece by piece; known before anything is loaded, to tell whether a
   * model fits.
   */
  default boolean widensWhole() {
    return true;
  }

  /**
   * Loads the backend.
   *
   * @param options device and threads
   */
  Backend open(BackendOptions options);
}
