package ai.kelix.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.BackendException;
import ai.kelix.tensor.KeyValueCache;
import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each operator that appends to a cache refuses what the cache cannot hold. */
class CacheCapacityTest {
  private static final int CAPACITY = 6;

  private Laboratory lab;

  @BeforeEach
  void open() {
    lab = new Laboratory(new OnnxBackendProvider().open(BackendOptions.DEFAULTS));
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private static Program step(Dim batch, int width) {
    Dim w = Dim.of(width);
    Dim heads = Dim.of(2);
    Dim length = Dim.symbol("length");
    Dim capacity = Dim.of(CAPACITY);
    return new Program(
        "step",
        List.of(
            Program.Input.of("x", DType.F32, batch, heads, length, w),
            Program.Input.state("keys", DType.F32, batch, heads, capacity, w),
            Program.Input.state("values", DType.F32, batch, heads, capacity, w),
            Program.Input.of("past", DType.I64, batch)),
        (p, in) -> {
          KeyValueCache cache =
              new KeyValueCache(
                  Program.require(in, "keys"),
                  Program.require(in, "values"),
                  Program.require(in, "past"));
          var x = Program.require(in, "x");
          return Map.of("y", x.cachedAttention(x, x, cache, 1));
        });
  }

  private static Map<String, HostTensor> inputs(int batch, int length, int width, long past) {
    long[] lengths = new long[batch];
    lengths[batch - 1] = past;
    Map<String, HostTensor> inputs = new LinkedHashMap<>();
    inputs.put("x", Laboratory.random(1, batch, 2, length, width));
    inputs.put("keys", HostTensor.allocate(DType.F32, batch, 2, CAPACITY, width));
    inputs.put("values", HostTensor.allocate(DType.F32, batch, 2, CAPACITY, width));
    inputs.put("past", HostTensor.of(lengths, batch));
    return inputs;
  }

  @ParameterizedTest
  @CsvSource({"1, 8, 1", "1, 8, 2", "1, 6, 1", "1, 6, 2", "3, 8, 1", "3, 8, 2", "3, 6, 2"})
  void refusesMorePositionsThanTheCacheHolds(int batch, int width, int length) {
    for (Dim declared : List.of(Dim.of(batch), Dim.symbol("batch"))) {
      try (Executable step = lab.compile(step(declared, width))) {
        int fits = CAPACITY - length;
        assertThat(lab.run(step, inputs(batch, length, width, fits))).containsKey("y");
        assertThatThrownBy(() -> lab.run(step, inputs(batch, length, width, fits + 1)))
            .isInstanceOf(BackendException.class)
            .hasMessageContaining("step");
      }
    }
  }
}
