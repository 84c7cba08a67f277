package ai.kelix.onnx;

import ai.kelix.testkit.conformance.BackendConformance;
import org.junit.platform.suite.api.ConfigurationParameter;

/** What every backend must do. */
@ConfigurationParameter(
    key = BackendConformance.PROVIDER,
    value = "ai.kelix.onnx.OnnxBackendProvider")
class OnnxConformanceTest extends BackendConformance {}
