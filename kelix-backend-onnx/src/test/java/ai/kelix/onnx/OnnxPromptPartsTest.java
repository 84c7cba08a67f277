package ai.kelix.onnx;

import ai.kelix.engine.PromptPartsConformance;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.BackendOptions;

class OnnxPromptPartsTest extends PromptPartsConformance {
  @Override
  protected Backend open() {
    return new OnnxBackendProvider().open(BackendOptions.DEFAULTS);
  }
}
