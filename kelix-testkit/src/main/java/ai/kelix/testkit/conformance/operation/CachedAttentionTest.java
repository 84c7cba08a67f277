package ai.kelix.testkit.conformance.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.tensor.KeyValueCache;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.testkit.conformance.Laboratory;
import ai.kelix.testkit.reference.GoldenAssert;
import ai.kelix.testkit.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attention with a cache: prefill, single steps and several positions at once, in any order. */
@Exercises("cachedAttention")
class CachedAttentionTest extends OperationTests {
  private static final int CAPACITY = 24;
  private static final int TOTAL = 17;
  private static final double SCALE = 0.41;
  private static final List<List<Integer>> CUTS =
      List.of(
          List.of(17),
          List.of(1, 1, 1, 14),
          List.of(5, 1, 1, 4, 6),
          List.of(16, 1),
          List.of(3, 9, 5));

  private final Laboratory lab;

  CachedAttentionTest(Laboratory lab) {
    super(lab);
    this.lab = lab;
  }

  /** Sizes of one attention layer. */
  private record Layer(int heads, int keyHeads, int width) {
    Program program() {
      Dim length = Dim.symbol("length");
      Dim one = Dim.of(1);
      Dim w = Dim.of(width);
      Dim capacity = Dim.of(CAPACITY);
      return new Program(
          "step",
          List.of(
              Program.Input.of("q", DType.F32, one, Dim.of(heads), length, w),
              Program.Input.of("k", DType.F32, one, Dim.of(keyHeads), length, w),
              Program.Input.of("v", DType.F32, one, Dim.of(keyHeads), length, w),
              Program.Input.state("keys", DType.F32, one, Dim.of(keyHeads), capacity, w),
              Program.Input.state("values", DType.F32, one, Dim.of(keyHeads), capacity, w),
              Program.Input.of("past", DType.I64, one)),
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

    HostTensor queries() {
      return Laboratory.random(1, 1, heads, TOTAL, width);
    }

    HostTensor keys() {
      return Laboratory.random(2, 1, keyHeads, TOTAL, width);
    }

    HostTensor values() {
      return Laboratory.random(3, 1, keyHeads, TOTAL, width);
    }

    /** Returns what causal attention over the whole sequence computes. */
    HostTensor whole() {
      try (Laboratory reference = new Laboratory(new ReferenceBackend())) {
        return reference.known(
            (make, x) -> x.get(0).attention(x.get(1), x.get(2), null, true, SCALE),
            queries(),
            keys(),
            values());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"4,2,16", "4,4,8", "6,2,64", "4,2,12", "3,1,9", "2,2,4"})
  void equalsCausalAttentionHoweverTheSequenceIsCut(int heads, int keyHeads, int width) {
    Layer layer = new Layer(heads, keyHeads, width);
    HostTensor expected = layer.whole();
    try (Executable step = lab.compile(layer.program());
        DeviceTensor keys = lab.backend().allocate(DType.F32, 1, keyHeads, CAPACITY, width);
        DeviceTensor values = lab.backend().allocate(DType.F32, 1, keyHeads, CAPACITY, width)) {
      for (List<Integer> cuts : CUTS) {
        int past = 0;
        for (int length : cuts) {
          HostTensor found = step(step, layer, past, length, keys, values);
          String rows = "rows from " + past + " on of " + cuts;
          GoldenAssert.close(rows, found, positions(expected, past, length), CLOSE);
          past += length;
        }
        assertThat(positions(keys.toHost(), 0, TOTAL).floats()).isEqualTo(layer.keys().floats());
        assertThat(positions(values.toHost(), 0, TOTAL).floats())
            .isEqualTo(layer.values().floats());
      }
    }
  }

  private HostTensor step(
      Executable step, Layer layer, int past, int length, DeviceTensor keys, DeviceTensor values) {
    List<DeviceTensor> uploaded = new ArrayList<>();
    Map<String, DeviceTensor> in = new LinkedHashMap<>();
    in.put("q", lab.backend().upload(positions(layer.queries(), past, length)));
    in.put("k", lab.backend().upload(positions(layer.keys(), past, length)));
    in.put("v", lab.backend().upload(positions(layer.values(), past, length)));
    in.put("past", lab.backend().upload(integers(sizes(1), past)));
    uploaded.addAll(in.values());
    in.put("keys", keys);
    in.put("values", values);
    try (DeviceTensor y = Program.require(step.run(in), "y")) {
      return y.toHost();
    } finally {
      uploaded.forEach(DeviceTensor::close);
    }
  }

  /** Returns some positions of {@code [1, heads, length, width]}. */
  private static HostTensor positions(HostTensor x, int first, int count) {
    int heads = Math.toIntExact(x.sizes()[1]);
    int width = Math.toIntExact(x.sizes()[3]);
    int line = Math.toIntExact(x.sizes()[2]) * width;
    float[] all = x.floats();
    float[] part = new float[heads * count * width];
    for (int h = 0; h < heads; h++) {
      System.arraycopy(all, h * line + first * width, part, h * count * width, count * width);
    }
    return HostTensor.of(part, 1, heads, count, width);
  }

  @Test
  void ignoresWhatUnusedPositionsHold() {
    HostTensor x = Laboratory.random(6, 1, 2, 1, 8);
    HostTensor dirty = Laboratory.random(7, 1, 2, CAPACITY, 8);
    Map<String, HostTensor> in =
        Map.of("q", x, "k", x, "v", x, "keys", dirty, "values", dirty, "past", none());
    try (Executable step = lab.compile(new Layer(2, 2, 8).program())) {
      GoldenAssert.close(Program.require(lab.run(step, in), "y"), x, CLOSE);
    }
  }

  @Test
  void refusesMorePositionsThanTheCacheHolds() {
    HostTensor x = Laboratory.random(6, 1, 2, 2, 8);
    HostTensor cache = Laboratory.random(7, 1, 2, CAPACITY, 8);
    HostTensor full = integers(sizes(1), CAPACITY - 1);
    Map<String, HostTensor> in =
        Map.of("q", x, "k", x, "v", x, "keys", cache, "values", cache, "past", full);
    try (Executable step = lab.compile(new Layer(2, 2, 8).program())) {
      assertThatThrownBy(() -> lab.run(step, in)).isInstanceOf(RuntimeException.class);
    }
  }

  private static HostTensor none() {
    return integers(sizes(1), 0);
  }
}
