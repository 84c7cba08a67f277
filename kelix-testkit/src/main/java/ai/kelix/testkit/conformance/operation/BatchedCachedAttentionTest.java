package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.KeyValueCache;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.testkit.conformance.Laboratory;
import ai.kelix.testkit.reference.GoldenAssert;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several sequences of unequal length step together, each behind its own earlier positions. */
@Exercises("cachedAttention")
class BatchedCachedAttentionTest extends OperationTests {
  private static final int HEADS = 4;
  private static final int KEY_HEADS = 2;
  private static final int WIDTH = 8;
  private static final int CAPACITY = 12;
  private static final double SCALE = 0.35;
  private static final List<Integer> PAST = List.of(5, 0, 9);

  private final Laboratory lab;

  BatchedCachedAttentionTest(Laboratory lab) {
    super(lab);
    this.lab = lab;
  }

  private static Program program() {
    Dim batch = Dim.symbol("batch");
    Dim length = Dim.symbol("length");
    Dim width = Dim.of(WIDTH);
    Dim keyHeads = Dim.of(KEY_HEADS);
    Dim capacity = Dim.symbol("capacity");
    return new Program(
        "batched_step",
        List.of(
            Program.Input.of("q", DType.F32, batch, Dim.of(HEADS), length, width),
            Program.Input.of("k", DType.F32, batch, keyHeads, length, width),
            Program.Input.of("v", DType.F32, batch, keyHeads, length, width),
            Program.Input.state("keys", DType.F32, batch, keyHeads, capacity, width),
            Program.Input.state("values", DType.F32, batch, keyHeads, capacity, width),
            Program.Input.of("past", DType.I64, batch)),
        (p, in) ->
            Map.of(
                "y",
                Program.require(in, "q")
                    .cachedAttention(
                        Program.require(in, "k"),
                        Program.require(in, "v"),
                        new KeyValueCache(
                            Program.require(in, "keys"),
                            Program.require(in, "values"),
                            Program.require(in, "past")),
                        SCALE)));
  }

  @Test
  void equalsEachSequenceAlone() {
    for (int length : new int[] {1, 3}) {
      Map<String, HostTensor> together = inputs(length);
      try (Executable step = lab.compile(program())) {
        Map<String, HostTensor> all = run(step, together);
        for (int sequence = 0; sequence < PAST.size(); sequence++) {
          Map<String, HostTensor> alone = run(step, only(together, sequence));
          for (String name : List.of("y", "keys", "values")) {
            String what = name + " of sequence " + sequence + " with " + length + " new";
            HostTensor expected = Program.require(alone, name);
            GoldenAssert.close(what, only(Program.require(all, name), sequence), expected, CLOSE);
          }
        }
      }
    }
  }

  private static Map<String, HostTensor> inputs(int length) {
    int batch = PAST.size();
    Map<String, HostTensor> inputs = new LinkedHashMap<>();
    inputs.put("q", Laboratory.random(1, batch, HEADS, length, WIDTH));
    inputs.put("k", Laboratory.random(2, batch, KEY_HEADS, length, WIDTH));
    inputs.put("v", Laboratory.random(3, batch, KEY_HEADS, length, WIDTH));
    inputs.put("keys", Laboratory.random(4, batch, KEY_HEADS, CAPACITY, WIDTH));
    inputs.put("values", Laboratory.random(5, batch, KEY_HEADS, CAPACITY, WIDTH));
    inputs.put("past", integers(sizes(batch), PAST.stream().mapToLong(p -> p).toArray()));
    return inputs;
  }

  private static Map<String, HostTensor> only(Map<String, HostTensor> inputs, int sequence) {
    Map<String, HostTensor> part = new LinkedHashMap<>();
    inputs.forEach((name, tensor) -> part.put(name, only(tensor, sequence)));
    return part;
  }

  private static HostTensor only(HostTensor tensor, int sequence) {
    long[] sizes = tensor.sizes();
    int bytes = Math.toIntExact(tensor.data().remaining() / sizes[0]);
    sizes[0] = 1;
    return HostTensor.wrap(tensor.data().slice(sequence * bytes, bytes), tensor.dtype(), sizes);
  }

  /** Returns the result and what the caches hold afterwards. */
  private Map<String, HostTensor> run(Executable step, Map<String, HostTensor> inputs) {
    Map<String, DeviceTensor> uploaded = new LinkedHashMap<>();
    inputs.forEach((name, tensor) -> uploaded.put(name, lab.backend().upload(tensor)));
    Map<String, HostTensor> results = new LinkedHashMap<>();
    try (DeviceTensor y = Program.require(step.run(uploaded), "y")) {
      results.put("y", y.toHost());
      results.put("keys", Program.require(uploaded, "keys").toHost());
      results.put("values", Program.require(uploaded, "values").toHost());
    } finally {
      uploaded.values().forEach(DeviceTensor::close);
    }
    return results;
  }
}
