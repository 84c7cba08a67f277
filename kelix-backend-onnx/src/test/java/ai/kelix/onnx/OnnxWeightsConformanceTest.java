package ai.kelix.onnx;

import ai.kelix.core.conformance.WeightsConformance;
import ai.kelix.core.program.Backend;
import ai.kelix.core.program.BackendOptions;

class OnnxWeightsConformanceTest extends WeightsConformance {
  @Override
  protected Backend open() {
    return new OnnxBackendProvider().open(BackendOptions.DEFAULTS);
  }
}
