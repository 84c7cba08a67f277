package ai.kelix.libtorch;

import ai.kelix.engine.conformance.DitOptionsConformance;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.BackendOptions;

class LibtorchDitOptionsConformanceTest extends DitOptionsConformance {
  @Override
  protected Backend open() {
    return new LibtorchProvider().open(BackendOptions.DEFAULTS);
  }
}
