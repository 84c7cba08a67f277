package ai.kelix.onnx;

import ai.kelix.testkit.conformance.BackendConformance;
import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.ExcludeTags;

/**
 * What recording refuses is in {@link RecordingErrorsTest}; types that an operator does not take
 * are refused by ONNX Runtime itself, in its own words.
 */
@ExcludeTags("refusal")
@ConfigurationParameter(
    key = BackendConformance.PROVIDER,
    value = "ai.kelix.onnx.OnnxBackendProvider")
class OnnxConformanceTest extends BackendConformance {}
