package ai.kelix.testkit.conformance;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * All operations, and the life of programs and tensors, on one backend:
 *
 * <pre>{@code
 * @ConfigurationParameter(key = BackendConformance.PROVIDER, value = "org.example.MyProvider")
 * class MyConformanceTest extends BackendConformance {}
 * }</pre>
 *
 * <p>It is run by {@code junit-platform-suite}, which the backend has to have on its class path.
 */
@Suite
@SelectPackages({"ai.kelix.testkit.conformance.operation", "ai.kelix.testkit.conformance.life"})
@IncludeClassNamePatterns(".*Test")
public abstract class BackendConformance {
  /** The parameter that holds the class name of the {@code BackendProvider} under test. */
  public static final String PROVIDER = "kelix.conformance.provider";

  /** For subclasses. */
  protected BackendConformance() {}
}
