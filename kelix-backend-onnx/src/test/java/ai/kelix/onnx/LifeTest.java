package ai.kelix.onnx;

import static ai.kelix.onnx.Laboratory.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.BackendException;
import ai.kelix.core.program.Backend;
import ai.kelix.core.program.BackendOptions;
import ai.kelix.core.program.BackendProvider;
import ai.kelix.core.program.DeviceTensor;
import ai.kelix.core.program.Executable;
import ai.kelix.core.program.HostTensor;
import ai.kelix.core.program.Program;
import ai.kelix.core.tensor.DType;
import ai.kelix.core.tensor.Dim;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Opening, closing, wrong use and use from several threads. */
class LifeTest {
  private static final Dim N = Dim.symbol("n");
  private Laboratory lab;

  @BeforeEach
  void open() {
    lab = new Laboratory();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  /** Doubles {@code [n, 2·n]}. */
  private static Program doubling() {
    return new Program(
        "doubling",
        List.of(
            Program.Input.of("x", DType.F32, N, N.times(2)), Program.Input.of("i", DType.I64, N)),
        (p, in) -> Map.of("y", get(in, "x").times(2).named("doubled").named("twice")));
  }

  private Executable compile(Program program) {
    return lab.backend.compile(program, FileWeights.NONE, Set.of());
  }

  @Test
  void isFoundByName() {
    List<String> names =
        ServiceLoader.load(BackendProvider.class).stream().map(p -> p.get().name()).toList();
    assertThat(names).containsExactly("onnx");
    assertThat(lab.backend.name()).isEqualTo("onnx");
    assertThat(lab.backend.device()).isEqualTo("CPU");
  }

  @Test
  void refusesOtherDevices() {
    BackendOptions options = new BackendOptions(Optional.of("cuda:0"), 0);
    assertThatThrownBy(() -> new OnnxBackendProvider().open(options))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("cuda:0")
        .hasMessageContaining("cpu");
  }

  @Test
  void refusesMissingMistypedMisshapenAndForeignInputs() {
    try (Executable run = compile(doubling());
        Laboratory other = new Laboratory();
        DeviceTensor x = lab.backend.allocate(DType.F32, 3, 6);
        DeviceTensor wrong = lab.backend.allocate(DType.F32, 3, 5);
        DeviceTensor flat = lab.backend.allocate(DType.F32, 18);
        DeviceTensor i = lab.backend.allocate(DType.I64, 3);
        DeviceTensor four = lab.backend.allocate(DType.I64, 4)) {
      assertThatThrownBy(() -> run.run(Map.of("x", x)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'i'")
          .hasMessageContaining("missing");
      for (DeviceTensor bad : List.of(i, wrong, flat)) {
        assertThatThrownBy(() -> run.run(Map.of("x", bad, "i", i)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("'x'");
      }
      assertThatThrownBy(() -> run.run(Map.of("x", x, "i", four)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'i'")
          .hasMessageContaining("4");
      try (DeviceTensor y = get(run.run(Map.of("x", x, "i", i)), "y")) {
        assertThat(y.sizes()).containsExactly(3, 6);
      }
    }
  }

  @Test
  void refusesUseAfterClose() {
    Executable run = compile(doubling());
    DeviceTensor x = lab.backend.allocate(DType.F32, 1, 2);
    DeviceTensor i = lab.backend.allocate(DType.I64, 1);
    x.close();
    x.close();
    assertThatThrownBy(x::toHost).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> x.set(HostTensor.of(new float[2], 1, 2)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> run.run(Map.of("x", x, "i", i)))
        .isInstanceOf(IllegalStateException.class);
    run.close();
    run.close();
    assertThatThrownBy(() -> run.run(Map.of("x", x, "i", i)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("doubling");
    lab.backend.close();
    lab.backend.close();
    assertThatThrownBy(() -> lab.backend.allocate(DType.F32, 1))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(i::toHost).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> compile(doubling())).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closingWaitsForRunsInFlight() {
    for (int round = 0; round < 20; round++) {
      Executable run = compile(doubling());
      HostTensor x = Laboratory.random(round, 200, 400);
      List<CompletableFuture<Void>> runs =
          IntStream.range(0, 4)
              .mapToObj(t -> CompletableFuture.runAsync(() -> runUntilClosed(run, x)))
              .toList();
      run.close();
      runs.forEach(CompletableFuture::join);
    }
  }

  private void runUntilClosed(Executable run, HostTensor x) {
    try (DeviceTensor in = lab.backend.upload(x);
        DeviceTensor i = lab.backend.allocate(DType.I64, 200)) {
      while (true) {
        DeviceTensor y = get(run.run(Map.of("x", in, "i", i)), "y");
        assertThat(y.toHost().data().getFloat(0)).isEqualTo(2 * x.data().getFloat(0));
        y.close();
      }
    } catch (IllegalStateException closed) {
      assertThat(closed).hasMessageContaining("closed");
    }
  }

  @Test
  void tensorsLiveUntilTheRunThatUsesThemEnds() {
    try (Executable run = compile(doubling())) {
      HostTensor x = Laboratory.random(1, 300, 600);
      for (int round = 0; round < 50; round++) {
        DeviceTensor in = lab.backend.upload(x);
        DeviceTensor i = lab.backend.allocate(DType.I64, 300);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(in::close);
        try (DeviceTensor y = get(run.run(Map.of("x", in, "i", i)), "y")) {
          assertThat(y.toHost().data().getFloat(0)).isEqualTo(2 * x.data().getFloat(0));
        } catch (IllegalStateException closedFirst) {
          assertThat(closedFirst).hasMessageContaining("closed");
        }
        closing.join();
        i.close();
      }
    }
  }

  @Test
  void setOverwritesSmallAndLargeTensors() {
    for (long n : new long[] {3, 100_000}) {
      HostTensor first = Laboratory.random(1, n);
      HostTensor second = Laboratory.random(2, n);
      try (DeviceTensor tensor = lab.backend.upload(first)) {
        assertThat(tensor.toHost().floats()).isEqualTo(first.floats());
        tensor.set(second);
        assertThat(tensor.toHost().floats()).isEqualTo(second.floats());
        HostTensor before = tensor.toHost();
        tensor.set(first);
        assertThat(before.floats()).isEqualTo(second.floats());
        assertThatThrownBy(() -> tensor.set(Laboratory.random(1, n + 1)))
            .isInstanceOf(IllegalArgumentException.class);
      }
      try (DeviceTensor zeros = lab.backend.allocate(DType.F32, n)) {
        assertThat(zeros.toHost().floats()).containsOnly(0);
      }
    }
  }

  @Test
  void setOverwritesResults() {
    try (Executable run = compile(doubling());
        DeviceTensor x = lab.backend.upload(HostTensor.of(new float[] {1, 2}, 1, 2));
        DeviceTensor i = lab.backend.allocate(DType.I64, 1);
        DeviceTensor y = get(run.run(Map.of("x", x, "i", i)), "y")) {
      y.set(HostTensor.of(new float[] {7, 8}, 1, 2));
      assertThat(y.toHost().floats()).containsExactly(7, 8);
      try (DeviceTensor again = get(run.run(Map.of("x", y, "i", i)), "y")) {
        assertThat(again.toHost().floats()).containsExactly(14, 16);
      }
    }
  }

  @Test
  void observesNamedStages() {
    for (Set<String> observed : List.of(Set.of("twice"), Backend.OBSERVE_ALL)) {
      try (Executable run = lab.backend.compile(doubling(), FileWeights.NONE, observed)) {
        Map<String, HostTensor> found =
            lab.run(
                run,
                Map.of(
                    "x", HostTensor.of(new float[] {1, 2}, 1, 2),
                    "i", HostTensor.of(new long[] {0}, 1)));
        assertThat(get(found, "twice").floats()).containsExactly(2, 4);
        assertThat(get(found, "y").floats()).containsExactly(2, 4);
        assertThat(found).hasSize(observed.contains("*") ? 3 : 2);
      }
    }
  }

  @Test
  void runsFromSeveralThreads() {
    try (Executable run = compile(doubling())) {
      IntStream.range(0, 64)
          .parallel()
          .forEach(
              seed -> {
                HostTensor x = Laboratory.random(seed, 5, 10);
                HostTensor i = HostTensor.allocate(DType.I64, 5);
                float[] y = get(lab.run(run, Map.of("x", x, "i", i)), "y").floats();
                assertThat(y[7]).isEqualTo(2 * x.floats()[7]);
              });
    }
  }

  @Test
  void reportsWhatTheGraphCannotCompute() {
    Program program =
        new Program(
            "lookup",
            List.of(Program.Input.of("x", DType.F32, N), Program.Input.of("i", DType.I64, N)),
            (p, in) -> Map.of("y", get(in, "x").rows(get(in, "i"))));
    try (Executable run = compile(program)) {
      Map<String, HostTensor> in =
          Map.of("x", HostTensor.of(new float[] {1}, 1), "i", HostTensor.of(new long[] {9}, 1));
      assertThatThrownBy(() -> lab.run(run, in))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("lookup");
    }
  }
}
