package ai.kelix.core.program;

/**
 * Found with {@link java.util.ServiceLoader}; opens a backend by name. Opening may load native
 * libraries; finding must not.
 */
public interface BackendProvider {

  /** Returns the name by which users choose this backend: {@code onnx}, {@code libtorch}. */
  String name();

  /**
   * Loads the backend.
   *
   * @param options device and threads
   */
  Backend open(BackendOptions options);
}
