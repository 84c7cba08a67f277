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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Memory stays flat. Each round holds tensors so large that forgetting one of them per round would
 * exceed the limit many times over.
 */
@EnabledOnOs(OS.LINUX)
class SoakTest {
  private static final int WIDTH = 64;
  private static final int CAPACITY = 256;
  private static final long LIMIT_KB = 64 * 1024;
  private Laboratory lab;

  @BeforeEach
  void open() {
    lab = new Laboratory();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private static long privateKilobytes() {
    System.gc();
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("RssAnon"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
          .sum();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Program stepping() {
    Dim one = Dim.of(1);
    Dim length = Dim.symbol("length");
    Dim width = Dim.of(WIDTH);
    return new Program(
        "stepping",
        List.of(
            Program.Input.of("x", DType.F32, one, one, length, width),
            Program.Input.state("keys", DType.F32, one, one, Dim.of(CAPACITY), width),
            Program.Input.state("values", DType.F32, one, one, Dim.of(CAPACITY), width),
            Program.Input.of("past", DType.I64, one)),
        (p, in) -> {
          KeyValueCache cache =
              new KeyValueCache(get(in, "keys"), get(in, "values"), get(in, "past"));
          return Map.of(
              "y", get(in, "x").cachedAttention(get(in, "x"), get(in, "x"), cache, 1),
              "copy", get(in, "x").times(2));
        });
  }

  @Test
  void tenThousandRunsLeaveNothingBehind() {
    try (Executable step = lab.backend.compile(stepping(), FileWeights.NONE, Set.of())) {
      runMany(step, 1000);
      long before = privateKilobytes();
      runMany(step, 10_000);
      assertThat(privateKilobytes() - before).isLessThan(LIMIT_KB);
    }
  }

  private void runMany(Executable step, int runs) {
    try (DeviceTensor keys = lab.backend.allocate(DType.F32, 1, 1, CAPACITY, WIDTH);
        DeviceTensor values = lab.backend.allocate(DType.F32, 1, 1, CAPACITY, WIDTH)) {
      for (int i = 0; i < runs; i++) {
        int length = 1 + 37 * (i % 6);
        HostTensor x = HostTensor.allocate(DType.F32, 1, 1, length, WIDTH);
        Map<String, DeviceTensor> in = new LinkedHashMap<>();
        in.put("x", lab.backend.upload(x));
        in.put("past", lab.backend.upload(HostTensor.of(new long[] {i % 60}, 1)));
        in.put("keys", keys);
        in.put("values", values);
        step.run(in).values().forEach(DeviceTensor::close);
        get(in, "x").close();
        get(in, "past").close();
      }
    }
  }

  @Test
  void largeTensorsAreFreedWhenClosed() {
    HostTensor source = HostTensor.allocate(DType.F32, 1 << 20);
    long before = privateKilobytes();
    for (int i = 0; i < 300; i++) {
      DeviceTensor tensor = lab.backend.allocate(DType.F32, 1 << 20);
      tensor.set(source);
      tensor.close();
    }
    assertThat(privateKilobytes() - before).isLessThan(LIMIT_KB);
  }

  @Test
  void openingAndClosingBackendsAndProgramsLeavesNothingBehind() {
    reopen(20);
    long before = privateKilobytes();
    reopen(200);
    assertThat(privateKilobytes() - before).isLessThan(LIMIT_KB);
  }

  private static void reopen(int times) {
    for (int i = 0; i < times; i++) {
      try (Laboratory another = new Laboratory()) {
        Executable step = another.backend.compile(stepping(), FileWeights.NONE, Set.of());
        DeviceTensor forgotten = another.backend.allocate(DType.F32, 1 << 18);
        assertThat(forgotten.sizes()).containsExactly(1 << 18);
        assertThat(step.program().name()).isEqualTo("stepping");
      }
    }
  }
}
