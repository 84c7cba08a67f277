package ai.kelix.core.reference;

import ai.kelix.core.conformance.WeightsConformance;
import ai.kelix.core.program.Backend;

class ReferenceWeightsTest extends WeightsConformance {
  @Override
  protected Backend open() {
    return new ReferenceBackend();
  }
}
