package ai.kelix.onnx;

import ai.kelix.core.engine.PromptPartsConformance;
import ai.kelix.core.program.Backend;
import ai.kelix.core.program.BackendOptions;

class OnnxPromptPartsTest extends PromptPartsConformance {
  @Override
  protected Backend open() {
    return new OnnxBackendProvider().open(BackendOptions.DEFAULTS);
  }
}
