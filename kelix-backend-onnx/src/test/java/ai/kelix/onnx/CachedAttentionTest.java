package ai.kelix.onnx;

import static ai.kelix.onnx.Laboratory.get;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.core.program.DeviceTensor;
import ai.kelix.core.program.Executable;
import ai.kelix.core.program.HostTensor;
import ai.kelix.core.program.Program;
import ai.kelix.core.tensor.DType;
import ai.kelix.core.tensor.Dim;
import ai.kelix.core.tensor.KeyValueCache;
import ai.kelix.core.tensor.Shape;
import ai.kelix.core.tensor.Tensor;
import ai.kelix.core.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attention with a cache: prefill, single steps and several positions at once, in any order. */
class CachedAttentionTest {
  private static final int CAPACITY = 24;
  private static final double SCALE = 0.41;
  private static final Offset<Float> CLOSE = Offset.offset(2e-6f);
  private static Laboratory lab;

  @BeforeAll
  static void open() {
    lab = new Laboratory();
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  private static Program program(int heads, int keyHeads, int width) {
    Dim length = Dim.symbol("length");
    Dim w = Dim.of(width);
    Dim one = Dim.of(1);
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
                get(in, "q")
                    .cachedAttention(
                        get(in, "k"),
                        get(in, "v"),
                        new KeyValueCache(get(in, "keys"), get(in, "values"), get(in, "past")),
                        SCALE)));
  }

  @ParameterizedTest
  @CsvSource({"4,2,16", "4,4,8", "6,2,64", "4,2,12", "3,1,9", "2,2,4"})
  void equalsPlainCausalAttentionHoweverTheSequenceIsCut(int heads, int keyHeads, int width) {
    int total = 17;
    HostTensor q = Laboratory.random(1, 1, heads, total, width);
    HostTensor k = Laboratory.random(2, 1, keyHeads, total, width);
    HostTensor v = Laboratory.random(3, 1, keyHeads, total, width);
    float[] expected =
        PlainAttention.attend(
            q, k, v, (b, h, row, key) -> key > row ? Double.NEGATIVE_INFINITY : 0, SCALE);
    Program program = program(heads, keyHeads, width);
    try (Executable step = lab.backend.compile(program, FileWeights.NONE, Set.of());
        DeviceTensor keys = lab.backend.allocate(DType.F32, 1, keyHeads, CAPACITY, width);
        DeviceTensor values = lab.backend.allocate(DType.F32, 1, keyHeads, CAPACITY, width)) {
      for (int[] cuts : new int[][] {{17}, {1, 1, 1, 14}, {5, 1, 1, 4, 6}, {16, 1}, {3, 9, 5}}) {
        int past = 0;
        for (int length : cuts) {
          Map<String, DeviceTensor> in = new LinkedHashMap<>();
          in.put("q", lab.backend.upload(rows(q, past, length)));
          in.put("k", lab.backend.upload(rows(k, past, length)));
          in.put("v", lab.backend.upload(rows(v, past, length)));
          in.put("past", lab.backend.upload(HostTensor.of(new long[] {past}, 1)));
          in.put("keys", keys);
          in.put("values", values);
          try (DeviceTensor y = get(step.run(in), "y")) {
            HostTensor whole = HostTensor.of(expected, 1, heads, total, width);
            assertThat(y.toHost().floats())
                .as("rows %d to %d of cut %s", past, past + length, List.of(cuts))
                .containsExactly(rows(whole, past, length).floats(), CLOSE);
          }
          List.of("q", "k", "v", "past").forEach(name -> get(in, name).close());
          past += length;
        }
        assertThat(rows(keys.toHost(), 0, total).floats()).isEqualTo(k.floats());
        assertThat(rows(values.toHost(), 0, total).floats()).isEqualTo(v.floats());
      }
    }
  }

  /** Returns some positions of {@code [1, heads, length, width]}. */
  private static HostTensor rows(HostTensor x, int first, int count) {
    int heads = (int) x.sizes()[1];
    int width = (int) x.sizes()[3];
    HostTensor part = HostTensor.allocate(DType.F32, 1, heads, count, width);
    for (int h = 0; h < heads; h++) {
      for (int row = 0; row < count; row++) {
        for (int e = 0; e < width; e++) {
          part.data()
              .putFloat(
                  4 * ((h * count + row) * width + e), PlainAttention.at(x, 0, h, first + row, e));
        }
      }
    }
    return part;
  }

  @ParameterizedTest
  @CsvSource({"8", "6"})
  void appendsRepeatedlyWithinOneProgram(int width) {
    HostTensor x = Laboratory.random(5, 1, 2, 6, width);
    Laboratory.Body unrolled =
        (make, in) -> {
          KeyValueCache cache = emptyCache(make, width, 0);
          Tensor result = in.get(0).narrow(2, 0, 1);
          Tensor joined = null;
          for (int i = 0; i < 6; i++) {
            Tensor row = in.get(0).narrow(2, i, 1);
            KeyValueCache now =
                new KeyValueCache(cache.keys(), cache.values(), make.constant(new long[] {i}, 1));
            result = row.cachedAttention(row, row, now, SCALE);
            joined = joined == null ? result : joined.concat(2, List.of(result));
          }
          return java.util.Objects.requireNonNull(joined);
        };
    float[] expected =
        PlainAttention.attend(
            x, x, x, (b, h, row, key) -> key > row ? Double.NEGATIVE_INFINITY : 0, SCALE);
    assertThat(lab.known(unrolled, x).floats()).containsExactly(expected, CLOSE);
  }

  private static KeyValueCache emptyCache(Tensors make, int width, long length) {
    Tensor zeros = make.full(0, DType.F32, Shape.of(1, 2, 8, width));
    Tensor more = make.full(0, DType.F32, Shape.of(1, 2, 8, width));
    return new KeyValueCache(zeros, more, make.constant(new long[] {length}, 1));
  }

  @Test
  void ignoresWhatUnusedPositionsHold() {
    Program program = program(2, 2, 8);
    HostTensor x = Laboratory.random(6, 1, 2, 1, 8);
    HostTensor dirty = Laboratory.random(7, 1, 2, CAPACITY, 8);
    Map<String, HostTensor> in = new LinkedHashMap<>();
    for (String name : List.of("q", "k", "v")) {
      in.put(name, x);
    }
    in.put("keys", dirty);
    in.put("values", dirty);
    in.put("past", HostTensor.of(new long[] {0}, 1));
    try (Executable step = lab.backend.compile(program, FileWeights.NONE, Set.of())) {
      assertThat(get(lab.run(step, in), "y").floats()).containsExactly(x.floats(), CLOSE);
    }
  }
}
