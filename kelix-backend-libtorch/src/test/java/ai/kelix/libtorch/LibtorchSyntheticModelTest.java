package ai.kelix.libtorch;

import ai.kelix.engine.synthetic.SyntheticModelConformance;

class LibtorchSyntheticModelTest extends SyntheticModelConformance {
  @Override
  protected String backend() {
    return "libtorch";
  }
}
