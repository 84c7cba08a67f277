package ai.kelix.formats.network.llm;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.testkit.reference.GoldenAssert;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every program of the language model computes for each sequence of a batch what it does alone. */
class BatchedProgramsTest {
  /** Double precision on both sides; sums may be of more zeros in a batch. */
  private static final double CLOSE = 1e-12;

  private static final int CAPACITY = 16;
  private static final int[] LENGTHS = {3, 7, 5};

  private final MicroModel model = new MicroModel(Precision.FLOAT32);
  private final HostTensor blocks = MicroModel.GOLDEN.get("tf.blocks");
  private final Random random = new Random(7);

  @AfterEach
  void close() {
    model.close();
  }

  /** Returns blocks of the recording from a place that depends on the sequence. */
  private HostTensor blocks(int sequence, int from, int count) {
    return Slices.narrow(blocks, 1, 9L * sequence + from, count);
  }

  @Test
  void sequencesOfUnequalLengthsDoNotSeeEachOther() {
    int longest = 7;
    List<HostTensor> prompts = new ArrayList<>();
    List<HostTensor> steps = new ArrayList<>();
    for (int b = 0; b < LENGTHS.length; b++) {
      // Behind its end each is filled up with blocks that must not count.
      prompts.add(blocks(b, 0, longest));
      steps.add(blocks(b, LENGTHS[b], 2));
    }
    MicroModel.Sequences together = model.sequences(LENGTHS.length, CAPACITY);
    HostTensor read = together.feed(Slices.joined(prompts), 0, 0, 0);
    HostTensor stepped = together.feed(Slices.joined(steps), LENGTHS[0], LENGTHS[1], LENGTHS[2]);

    for (int b = 0; b < LENGTHS.length; b++) {
      MicroModel.Sequences alone = model.sequences(1, CAPACITY);
      HostTensor own = alone.feed(blocks(b, 0, LENGTHS[b]), 0);
      GoldenAssert.close(Slices.narrow(Slices.sample(read, b), 1, 0, LENGTHS[b]), own, CLOSE);
      GoldenAssert.close(Slices.sample(stepped, b), alone.feed(steps.get(b), LENGTHS[b]), CLOSE);
    }
  }

  @Test
  void teacherForcingTakesSeveralSequences() {
    List<HostTensor> sequences = List.of(blocks(0, 0, 6), blocks(1, 0, 6), blocks(2, 0, 6));

    requireEach(
        model.programs().teacherForced(),
        Map.of("blocks", Slices.joined(sequences)),
        "logits",
        "hidden");
  }

  @Test
  void embeddingTakesSeveralSequences() {
    List<HostTensor> sequences = List.of(blocks(0, 0, 6), blocks(1, 0, 6), blocks(2, 0, 6));

    requireEach(
        model.programs().embed(), Map.of("blocks", Slices.joined(sequences)), "slots", "embeds");
  }

  @Test
  void slotsAreDecodedForEachSequence() {
    HostTensor hidden = normal(3, 1, model.config().width());

    requireEach(model.programs().decodeStrict(), Map.of("hidden", hidden), "logits", "ids");
    requireEach(model.programs().decodeFirst(false), Map.of("hidden", hidden), "id");
    requireEach(
        model.programs().decodeRest(false), Map.of("hidden", hidden, "first", first()), "ids");
  }

  @Test
  void slotsAreSampledForEachSequenceBySettingsOfItsOwn() {
    int codes = model.config().codebookSize();
    Map<String, HostTensor> inputs = new HashMap<>();
    inputs.put("hidden", normal(3, 1, model.config().width()));
    inputs.put("temperature", HostTensor.of(new float[] {0.5f, 1, 3}, 3));
    inputs.put("top_k", HostTensor.of(new long[] {3, 50, 11}, 3));
    inputs.put("top_p", HostTensor.of(new float[] {1, 0.9f, 0.7f}, 3));
    inputs.put("noise", normal(3, model.config().vocabSize() + (long) codes));
    requireEach(model.programs().decodeFirst(true), inputs, "id");

    inputs.put("first", first());
    inputs.put("noise", normal(3, model.config().codebooks() - 1L, codes));
    requireEach(model.programs().decodeRest(true), inputs, "ids");
  }

  private HostTensor first() {
    long id = model.config().firstId(0);
    return HostTensor.of(new long[] {id + 1, id + 5, id}, 3);
  }

  /** Requires that the outputs of a batch are those of its samples. */
  private void requireEach(Program program, Map<String, HostTensor> inputs, String... names) {
    Map<String, HostTensor> together = model.run(program, inputs);
    for (int b = 0; b < 3; b++) {
      int sample = b;
      Map<String, HostTensor> own = new HashMap<>();
      inputs.forEach((name, value) -> own.put(name, Slices.sample(value, sample)));
      Map<String, HostTensor> alone = model.run(program, own);
      for (String name : names) {
        HostTensor expected = Program.require(alone, name);
        assertThat(expected.sizes()[0]).as(name).isEqualTo(1);
        GoldenAssert.close(
            name, Slices.sample(Program.require(together, name), b), expected, CLOSE);
      }
    }
  }

  private HostTensor normal(long... sizes) {
    HostTensor tensor = HostTensor.allocate(DType.F32, sizes);
    for (int i = 0; i < tensor.count(); i++) {
      tensor.data().putFloat(Float.BYTES * i, (float) random.nextGaussian());
    }
    return tensor;
  }
}
