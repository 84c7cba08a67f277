package ai.kelix.onnx;

import ai.kelix.engine.conformance.WeightsConformance;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.BackendOptions;

class OnnxWeightsConformanceTest extends WeightsConformance {
  @Override
  protected Backend open() {
    return new OnnxBackendProvider().open(BackendOptions.DEFAULTS);
  }
}
