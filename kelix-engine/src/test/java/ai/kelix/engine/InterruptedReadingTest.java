package ai.kelix.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.InterruptedCallException;
import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.checkpoint.SafetensorsWriter;
import ai.kelix.formats.checkpoint.StoredBytes;
import ai.kelix.formats.checkpoint.TensorPlan;
import ai.kelix.spi.LoadRequest;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.testkit.Fixtures;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java closes a file under an interrupted thread; sound files must not be blamed for it. */
class InterruptedReadingTest {
  private static final Path MODEL = Fixtures.path("ar-micro-a");

  @TempDir private Path folder;
  private final Checkpoint weights = Checkpoint.openAsStored(MODEL);
  private final StoredTensor tensor = weights.require(weights.names().iterator().next());

  @AfterEach
  void clearFlag() {
    Thread.interrupted();
  }

  @Test
  void everyReaderSaysThatItWasInterrupted() {
    interrupted(() -> Checkpoint.openAsStored(MODEL));
    interrupted(() -> weights.map(tensor));
    interrupted(() -> StoredBytes.read(tensor, 1, bytes -> {}));
    interrupted(() -> WeightCheck.requireFinite(weights));
    interrupted(() -> new EngineLoader().load(LoadRequest.of(MODEL.toString())));
  }

  @Test
  void aWriterSaysSoToo() {
    List<TensorPlan> plan = List.of(new TensorPlan("t", DType.U8, List.of(4L)));
    interrupted(() -> SafetensorsWriter.open(folder.resolve("a.safetensors"), plan, Map.of()));
    try (SafetensorsWriter writer =
        SafetensorsWriter.open(folder.resolve("b.safetensors"), plan, Map.of())) {
      interrupted(() -> writer.write(ByteBuffer.allocate(4)));
    }
  }

  private static void interrupted(Runnable call) {
    Thread.currentThread().interrupt();
    assertThatThrownBy(call::run)
        .isInstanceOf(InterruptedCallException.class)
        .hasMessageContaining("the thread was interrupted while");
    assertThat(Thread.interrupted()).as("the flag").isTrue();
  }
}
