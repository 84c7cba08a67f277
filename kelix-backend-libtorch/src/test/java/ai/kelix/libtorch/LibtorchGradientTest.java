package ai.kelix.libtorch;

import ai.kelix.core.conformance.BackendConformance;
import ai.kelix.core.conformance.GradientConformance;
import org.junit.platform.suite.api.ConfigurationParameter;

@ConfigurationParameter(
    key = BackendConformance.PROVIDER,
    value = "ai.kelix.libtorch.LibtorchProvider")
class LibtorchGradientTest extends GradientConformance {}
