package ai.kelix.libtorch;

import ai.kelix.core.conformance.DitOptionsConformance;
import ai.kelix.core.program.Backend;
import ai.kelix.core.program.BackendOptions;

class LibtorchDitOptionsConformanceTest extends DitOptionsConformance {
  @Override
  protected Backend open() {
    return new LibtorchProvider().open(BackendOptions.DEFAULTS);
  }
}
