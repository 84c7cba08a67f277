package ai.kelix.tensor.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class WorkGateTest {

  @Test
  void closingWaitsForWorkInFlight() throws Exception {
    WorkGate gate = new WorkGate("the model");
    WorkGate.Pass pass = gate.enter();
    FutureTask<Boolean> closing = new FutureTask<>(gate::close);
    Thread closer = new Thread(closing);
    closer.start();
    while (closer.getState() != Thread.State.WAITING) {
      assertThat(closing).isNotDone();
      Thread.sleep(1);
    }
    pass.close();
    assertThat(closing.get()).isTrue();
  }

  @Test
  void refusesWorkOnceClosingBegan() {
    WorkGate gate = new WorkGate("the model");
    gate.close();
    assertThatThrownBy(gate::enter)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the model is closed; load it again to go on");
  }

  @Test
  void closesOnceAndTellsSo() {
    WorkGate gate = new WorkGate("the model");
    assertThat(gate.close()).isTrue();
    assertThat(gate.close()).isFalse();
  }

  @Test
  void passLeavesOnlyOnce() {
    WorkGate gate = new WorkGate("the model");
    WorkGate.Pass first = gate.enter();
    WorkGate.Pass second = gate.enter();
    first.close();
    first.close();
    CompletableFuture<Boolean> closing = CompletableFuture.supplyAsync(gate::close);
    assertThat(closing).isNotCompleted();
    second.close();
    assertThat(closing.join()).isTrue();
  }
}
