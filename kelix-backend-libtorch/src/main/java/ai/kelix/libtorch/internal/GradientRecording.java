package ai.kelix.libtorch.internal;

import ai.kelix.tensor.gradient.TensorScope;
import org.bytedeco.pytorch.GradMode;

/** Whether this thread's operations are recorded for differentiation. */
final class GradientRecording {

  private GradientRecording() {}

  /** Suspends recording until the handle is closed, which restores what was before. */
  static TensorScope.Quiet suspended() {
    boolean before = GradMode.is_enabled();
    GradMode.set_enabled(false);
    return () -> GradMode.set_enabled(before);
  }
}
