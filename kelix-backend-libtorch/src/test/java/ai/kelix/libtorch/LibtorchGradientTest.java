package ai.kelix.libtorch;

import ai.kelix.testkit.conformance.BackendConformance;
import ai.kelix.testkit.conformance.GradientConformance;
import org.junit.platform.suite.api.ConfigurationParameter;

@ConfigurationParameter(
    key = BackendConformance.PROVIDER,
    value = "ai.kelix.libtorch.LibtorchProvider")
class LibtorchGradientTest extends GradientConformance {}
