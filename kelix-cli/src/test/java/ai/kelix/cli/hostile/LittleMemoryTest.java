package ai.kelix.cli.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.InsufficientMemoryException;
import ai.kelix.Kelix;
import ai.kelix.engine.EngineLoader;
import ai.kelix.engine.MemoryProbe;
import ai.kelix.engine.synthetic.PretendedMemory;
import ai.kelix.spi.LoadRequest;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Machines too small for a model learn so before anything is loaded. */
class LittleMemoryTest {
  private static final long MIB = 1 << 20;

  @Test
  void refusesBeforeItEvenLooksForTheBackend() {
    assertThatThrownBy(() -> load("no such backend", 16 * MIB, 1024 * MIB))
        .isInstanceOf(InsufficientMemoryException.class)
        .hasMessageContainingAll("available are 16 MiB", "smaller model");
  }

  @Test
  void refusesHeapsThatHoldNoPicture() {
    assertThatThrownBy(() -> load("onnx", 8192 * MIB, 100))
        .isInstanceOf(InsufficientMemoryException.class)
        .hasMessageContainingAll("Java heap", "-Xmx");
  }

  @Test
  void loadsTheSmallModelWhereHalfAGibibyteIsFree() {
    try (Kelix kelix = load("onnx", 512 * MIB, 64 * MIB)) {
      assertThat(kelix.model().backend()).isEqualTo("onnx");
    }
  }

  private static Kelix load(String backend, long physical, long heap) {
    MemoryProbe pretended = new PretendedMemory(OptionalLong.of(physical), heap);
    return new EngineLoader(pretended)
        .load(
            new LoadRequest(
                "kelix-tiny",
                Optional.empty(),
                Optional.of(backend),
                Optional.empty(),
                0,
                Optional.empty(),
                download -> {}));
  }
}
