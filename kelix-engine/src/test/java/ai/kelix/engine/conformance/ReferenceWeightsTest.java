package ai.kelix.engine.conformance;

import ai.kelix.tensor.program.Backend;
import ai.kelix.testkit.reference.ReferenceBackend;

class ReferenceWeightsTest extends WeightsConformance {
  @Override
  protected Backend open() {
    return new ReferenceBackend();
  }
}
