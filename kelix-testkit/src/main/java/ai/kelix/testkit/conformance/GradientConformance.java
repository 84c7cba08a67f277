package ai.kelix.testkit.conformance;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * The gradients of all operations that have some, on a backend that is a {@link
 * ai.kelix.tensor.gradient.GradientBackend}; used like {@link BackendConformance}.
 */
@Suite
@SelectPackages("ai.kelix.testkit.conformance.gradient")
@IncludeClassNamePatterns(".*Gradients")
public abstract class GradientConformance {

  /** For subclasses. */
  protected GradientConformance() {}
}
