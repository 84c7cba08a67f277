package ai.kelix.onnx;

import ai.kelix.core.conformance.DitOptionsConformance;
import ai.kelix.core.program.Backend;
import ai.kelix.core.program.BackendOptions;

class OnnxDitOptionsConformanceTest extends DitOptionsConformance {
  @Override
  protected Backend open() {
    return new OnnxBackendProvider().open(BackendOptions.DEFAULTS);
  }
}
