package ai.kelix.testkit.reference;

import ai.kelix.BackendException;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tensor.program.BackendProvider;

/**
 * Opens the reference backend. Not found as a service, so that an application's tests never choose
 * it by accident.
 */
public final class ReferenceProvider implements BackendProvider {

  /** Makes a provider. */
  public ReferenceProvider() {}

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public Backend open(BackendOptions options) {
    options
        .device()
        .filter(device -> !device.equals("cpu"))
        .ifPresent(
            device -> {
              throw new BackendException(
                  "the reference backend computes on the device cpu alone, not on " + device);
            });
    return new ReferenceBackend();
  }
}
