package ai.kelix.libtorch;

import ai.kelix.core.conformance.WeightsConformance;
import ai.kelix.core.program.Backend;
import ai.kelix.core.program.BackendOptions;

class LibtorchWeightsConformanceTest extends WeightsConformance {
  @Override
  protected Backend open() {
    return new LibtorchProvider().open(BackendOptions.DEFAULTS);
  }
}
