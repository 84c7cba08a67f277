package ai.kelix.onnx;

import ai.kelix.onnx.internal.runtime.OnnxBackend;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tensor.program.BackendProvider;

/** Offers ONNX Runtime on the CPU under the name {@code onnx}. */
public final class OnnxBackendProvider implements BackendProvider {

  /** Called by {@link java.util.ServiceLoader}; loads nothing. */
  public OnnxBackendProvider() {}

  @Override
  public String name() {
    return OnnxBackend.NAME;
  }

  /**
   * Loads ONNX Runtime.
   *
   * @throws ai.kelix.BackendException if the device is not {@code cpu}, or the native library is
   *     missing or built for another platform
   */
  @Override
  public Backend open(BackendOptions options) {
    return new OnnxBackend(options);
  }
}
