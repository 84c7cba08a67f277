package ai.kelix.engine.conformance;

import ai.kelix.tensor.program.Backend;
import ai.kelix.testkit.reference.ReferenceBackend;

class ReferenceBfloat16Test extends Bfloat16Conformance {
  @Override
  protected Backend open() {
    return new ReferenceBackend();
  }
}
