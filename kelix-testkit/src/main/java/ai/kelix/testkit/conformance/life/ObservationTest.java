package ai.kelix.testkit.conformance.life;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.testkit.conformance.Laboratory;
import ai.kelix.testkit.conformance.LaboratoryExtension;
import ai.kelix.testkit.reference.MemoryTensorSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Named stages become outputs where somebody asks for them. */
@ExtendWith(LaboratoryExtension.class)
class ObservationTest {
  private static final HostTensor X = HostTensor.of(new float[] {1, 2}, 1, 2);
  private final Laboratory lab;

  ObservationTest(Laboratory lab) {
    this.lab = lab;
  }

  private Map<String, HostTensor> run(Set<String> observed) {
    try (Executable run =
        lab.backend().compile(Doubling.PROGRAM, MemoryTensorSource.empty(), observed)) {
      return lab.run(run, Doubling.inputs(X));
    }
  }

  @Test
  void returnsTheOutputsAloneWhenNobodyObserves() {
    assertThat(run(Set.of())).containsOnlyKeys("y");
  }

  @Test
  void returnsOneStage() {
    Map<String, HostTensor> found = run(Set.of("twice"));
    assertThat(found).containsOnlyKeys("y", "twice");
    assertThat(Program.require(found, "twice").floats()).containsExactly(2, 4);
  }

  @Test
  void returnsEveryStage() {
    assertThat(run(Backend.OBSERVE_ALL)).containsOnlyKeys("y", "doubled", "twice");
  }
}
