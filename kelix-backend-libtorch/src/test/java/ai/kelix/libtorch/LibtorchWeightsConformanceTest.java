package ai.kelix.libtorch;

import ai.kelix.engine.conformance.WeightsConformance;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.BackendOptions;

class LibtorchWeightsConformanceTest extends WeightsConformance {
  @Override
  protected Backend open() {
    return new LibtorchProvider().open(BackendOptions.DEFAULTS);
  }
}
