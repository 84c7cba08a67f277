package ai.kelix.libtorch;

import ai.kelix.core.engine.PromptPartsConformance;
import ai.kelix.core.program.Backend;
import ai.kelix.core.program.BackendOptions;

class LibtorchPromptPartsTest extends PromptPartsConformance {
  @Override
  protected Backend open() {
    return new LibtorchProvider().open(BackendOptions.DEFAULTS);
  }
}
