package ai.kelix.testkit.conformance.life;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.testkit.conformance.Laboratory;
import ai.kelix.testkit.conformance.LaboratoryExtension;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs side by side, and closing while something runs. */
@ExtendWith(LaboratoryExtension.class)
class ConcurrencyTest {
  private final Laboratory lab;

  ConcurrencyTest(Laboratory lab) {
    this.lab = lab;
  }

  @Test
  void runsFromSeveralThreads() {
    try (Executable run = lab.compile(Doubling.PROGRAM)) {
      IntStream.range(0, 64)
          .parallel()
          .forEach(
              seed -> {
                HostTensor x = Laboratory.random(seed, 5, 10);
                HostTensor y = Program.require(lab.run(run, Doubling.inputs(x)), "y");
                assertThat(y.floats()[7]).isEqualTo(2 * x.floats()[7]);
              });
    }
  }

  @Test
  void closingWaitsForRunsInFlight() {
    for (int round = 0; round < 20; round++) {
      Executable run = lab.compile(Doubling.PROGRAM);
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
    try (DeviceTensor in = lab.backend().upload(x);
        DeviceTensor i = lab.backend().allocate(DType.I64, 200)) {
      while (true) {
        try (DeviceTensor y = Doubling.run(run, in, i)) {
          assertThat(y.toHost().data().getFloat(0)).isEqualTo(2 * x.data().getFloat(0));
        }
      }
    } catch (IllegalStateException closed) {
      assertThat(closed).hasMessageContaining("closed");
    }
  }

  @Test
  void tensorsLiveUntilTheRunThatUsesThemEnds() {
    try (Executable run = lab.compile(Doubling.PROGRAM)) {
      HostTensor x = Laboratory.random(1, 300, 600);
      for (int round = 0; round < 50; round++) {
        DeviceTensor in = lab.backend().upload(x);
        DeviceTensor i = lab.backend().allocate(DType.I64, 300);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(in::close);
        try (DeviceTensor y = Doubling.run(run, in, i)) {
          assertThat(y.toHost().data().getFloat(0)).isEqualTo(2 * x.data().getFloat(0));
        } catch (IllegalStateException closedFirst) {
          assertThat(closedFirst).hasMessageContaining("closed");
        }
        closing.join();
        i.close();
      }
    }
  }
}
