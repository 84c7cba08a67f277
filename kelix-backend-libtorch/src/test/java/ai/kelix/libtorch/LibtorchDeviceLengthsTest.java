package ai.kelix.libtorch;

import ai.kelix.testkit.conformance.BackendConformance;
import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/** Attention over caches as a GPU computes it, without reading how far they are filled. */
@Suite
@SelectClasses(
    names = {
      "ai.kelix.testkit.conformance.operation.CachedAttentionTest",
      "ai.kelix.testkit.conformance.operation.BatchedCachedAttentionTest"
    })
@ConfigurationParameter(
    key = BackendConformance.PROVIDER,
    value = "ai.kelix.libtorch.internal.DeviceLengthsProvider")
class LibtorchDeviceLengthsTest {}
