package ai.kelix.libtorch.internal;

import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tensor.program.BackendProvider;

/** The processor, treated like a GPU whose numbers must not be read. */
public final class DeviceLengthsProvider implements BackendProvider {

  /** Called by the suite. */
  public DeviceLengthsProvider() {}

  @Override
  public String name() {
    return "libtorch";
  }

  @Override
  public Backend open(BackendOptions options) {
    NativeBuild.choose();
    return LibtorchBackend.open(options, CacheLengths.ON_DEVICE);
  }
}
