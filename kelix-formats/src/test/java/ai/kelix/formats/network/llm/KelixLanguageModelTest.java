package ai.kelix.formats.network.llm;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.testkit.reference.GoldenAssert;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A model built once computes what was recorded, and its programs share it. */
class KelixLanguageModelTest {
  private static final double CLOSE = 1e-4;

  private final MicroModel model = new MicroModel(Precision.FLOAT32);
  private final HostTensor blocks = MicroModel.GOLDEN.get("tf.blocks");

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void teacherForcingScoresWhatWasRecorded() {
    Map<String, HostTensor> forced =
        model.run(model.programs().teacherForced(), Map.of("blocks", blocks));

    HostTensor logits = Program.require(forced, "logits");
    long slots = model.config().blockWidth();
    long rows = model.config().tableRows();
    assertThat(logits.sizes()).containsExactly(1, blocks.sizes()[1], slots, rows);
    GoldenAssert.close(
        Slices.rows(logits, 1, MicroModel.GOLDEN.get("tf.logits.positions").longs()),
        MicroModel.GOLDEN.get("tf.logits"),
        CLOSE);
    GoldenAssert.close(
        Program.require(forced, "hidden"), MicroModel.GOLDEN.get("tf.layer1_out"), CLOSE);
  }

  @Test
  void readingBlockAfterBlockLeadsToTheSameStates() {
    int length = Math.toIntExact(blocks.sizes()[1]);
    MicroModel.Sequences sequence = model.sequences(1, length);
    int first = length / 2;
    HostTensor expected = MicroModel.GOLDEN.get("tf.layer1_out");

    HostTensor begun = sequence.feed(Slices.narrow(blocks, 1, 0, first), 0);
    HostTensor ended = sequence.feed(Slices.narrow(blocks, 1, first, length - first), first);

    GoldenAssert.close(begun, Slices.narrow(expected, 1, 0, first), CLOSE);
    GoldenAssert.close(ended, Slices.narrow(expected, 1, first, length - first), CLOSE);
  }
}
