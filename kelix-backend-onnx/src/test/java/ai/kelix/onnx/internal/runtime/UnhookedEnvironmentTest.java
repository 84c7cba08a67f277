package ai.kelix.onnx.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.HostTensor;
import ai.onnxruntime.OrtLoggingLevel;
import org.junit.jupiter.api.Test;

/** Environments come and go with their backends. */
class UnhookedEnvironmentTest {
  private static final HostTensor NUMBERS = HostTensor.of(new float[] {1, 2, 3}, 3);

  /** Notices when another version of the library is another inside. */
  @Test
  void canBeMadeOfTheLibraryThatIsThere() throws ReflectiveOperationException {
    UnhookedEnvironment made =
        new UnhookedEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "test");
    assertThat(made.environment()).isNotNull();
    assertThatCode(made::free).doesNotThrowAnyException();
  }

  @Test
  void oneBackendOutlivesTheOther() {
    OnnxBackend first = new OnnxBackend(BackendOptions.DEFAULTS);
    OnnxBackend second = new OnnxBackend(BackendOptions.DEFAULTS);
    first.close();
    assertComputes(second);
    second.close();
  }

  @Test
  void thereIsALifeAfterTheLast() {
    new OnnxBackend(BackendOptions.DEFAULTS).close();
    try (OnnxBackend again = new OnnxBackend(BackendOptions.DEFAULTS)) {
      assertComputes(again);
    }
  }

  private static void assertComputes(OnnxBackend backend) {
    try (DeviceTensor there = backend.upload(NUMBERS)) {
      assertThat(there.toHost().floats()).isEqualTo(NUMBERS.floats());
    }
  }
}
