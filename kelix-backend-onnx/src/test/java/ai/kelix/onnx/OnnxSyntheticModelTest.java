package ai.kelix.onnx;

import ai.kelix.engine.synthetic.SyntheticModelConformance;

class OnnxSyntheticModelTest extends SyntheticModelConformance {
  @Override
  protected String backend() {
    return "onnx";
  }
}
