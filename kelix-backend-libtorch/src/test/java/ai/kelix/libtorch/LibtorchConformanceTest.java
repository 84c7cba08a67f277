package ai.kelix.libtorch;

import ai.kelix.testkit.conformance.BackendConformance;
import org.junit.platform.suite.api.ConfigurationParameter;

@ConfigurationParameter(
    key = BackendConformance.PROVIDER,
    value = "ai.kelix.libtorch.LibtorchProvider")
class LibtorchConformanceTest extends BackendConformance {}
