package ai.kelix.testkit.conformance;

import org.junit.platform.suite.api.ConfigurationParameter;

/** The suite on the oracle itself, whose refusals are those that the interface promises. */
@ConfigurationParameter(
    key = BackendConformance.PROVIDER,
    value = "ai.kelix.testkit.reference.ReferenceProvider")
class ReferenceConformanceTest extends BackendConformance {}
