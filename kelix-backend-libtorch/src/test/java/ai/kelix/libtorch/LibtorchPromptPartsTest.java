package ai.kelix.libtorch;

import ai.kelix.engine.PromptPartsConformance;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.BackendOptions;

class LibtorchPromptPartsTest extends PromptPartsConformance {
  @Override
  protected Backend open() {
    return new LibtorchProvider().open(BackendOptions.DEFAULTS);
  }
}
