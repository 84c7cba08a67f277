package ai.kelix.libtorch;

import ai.kelix.testkit.conformance.BackendConformance;
import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.ExcludeTags;

/** Operands that do not fit are refused by libtorch itself, in its own words. */
@ExcludeTags("refusal")
@ConfigurationParameter(
    key = BackendConformance.PROVIDER,
    value = "ai.kelix.libtorch.LibtorchProvider")
class LibtorchConformanceTest extends BackendConformance {}
