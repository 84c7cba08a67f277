package ai.kelix.onnx;

import ai.kelix.core.conformance.BackendConformance;
import org.junit.platform.suite.api.ConfigurationParameter;

@ConfigurationParameter(
    key = BackendConformance.PROVIDER,
    value = "ai.kelix.onnx.OnnxBackendProvider")
class OnnxConformanceTest extends BackendConformance {}
