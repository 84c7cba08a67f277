package ai.kelix.libtorch;

import ai.kelix.engine.conformance.Bfloat16Conformance;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.BackendOptions;

class LibtorchBfloat16ConformanceTest extends Bfloat16Conformance {
  @Override
  protected Backend open() {
    return new LibtorchProvider().open(BackendOptions.DEFAULTS);
  }
}
