package ai.kelix.libtorch;

import ai.kelix.BackendException;
import ai.kelix.libtorch.internal.LibtorchBackend;
import ai.kelix.libtorch.internal.NativeBuild;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tensor.program.BackendProvider;

/** Opens libtorch under the name {@code libtorch}. */
public final class LibtorchProvider implements BackendProvider {

  /** Called by {@link java.util.ServiceLoader}; loads nothing. */
  public LibtorchProvider() {}

  @Override
  public String name() {
    return "libtorch";
  }

  @Override
  public boolean widensWhole() {
    return false;
  }

  /**
   * Loads the native libraries on first use.
   *
   * @throws BackendException if they are missing for this platform or the device does not exist
   */
  @Override
  public Backend open(BackendOptions options) {
    NativeBuild.choose();
    try {
      return LibtorchBackend.open(options);
    } catch (LinkageError e) {
      throw new BackendException(
          "libtorch's native libraries cannot be loaded here; add org.bytedeco:pytorch, openblas and"
              + " javacpp with the classifier of this platform, such as linux-x86_64; pytorch's"
              + " linux-x86_64-gpu also needs CUDA 13 and cuDNN 9, which"
              + " org.bytedeco:cuda-platform-redist brings. They are unpacked into ~/.javacpp/cache; another"
              + " folder, with 2 GiB free and not mounted noexec, is chosen with"
              + " -Dorg.bytedeco.javacpp.cachedir=FOLDER. Found: "
              + cause(e),
          e);
    }
  }

  private static Throwable cause(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
