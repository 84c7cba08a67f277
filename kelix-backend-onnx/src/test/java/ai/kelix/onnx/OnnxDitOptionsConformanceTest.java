package ai.kelix.onnx;

import ai.kelix.engine.conformance.DitOptionsConformance;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.BackendOptions;

class OnnxDitOptionsConformanceTest extends DitOptionsConformance {
  @Override
  protected Backend open() {
    return new OnnxBackendProvider().open(BackendOptions.DEFAULTS);
  }
}
