package ai.kelix.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What becomes of models that nobody closes; the garbage collector is asked until it has come. */
class ForgottenModelsTest {

  @Test
  void aModelThatIsDroppedIsFreedAndTheThreadEnds() throws Exception {
    CountDownLatch freed = new CountDownLatch(1);
    ForgottenModels.watch(new Object(), "dropped", freed::countDown);
    Thread watcher = watcher();
    collectUntil(freed);
    watcher.join();
  }

  @Test
  void aModelThatIsReachableOrClosedIsLeftAlone() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch freed = new CountDownLatch(1);
    Object kept = new Object();
    ForgottenModels.Ward open = ForgottenModels.watch(kept, "kept", never::countDown);
    ForgottenModels.watch(new Object(), "closed", never::countDown).closed();
    ForgottenModels.watch(new Object(), "dropped", freed::countDown);
    collectUntil(freed);
    assertThat(never.getCount()).isEqualTo(1);
    Thread watcher = watcher();
    assertThat(kept).isNotNull();
    open.closed();
    watcher.join();
    assertThat(never.getCount()).isEqualTo(1);
  }

  @Test
  void oneThatCannotBeFreedDoesNotKeepTheNextFromIt() throws Exception {
    CountDownLatch tried = new CountDownLatch(1);
    CountDownLatch freed = new CountDownLatch(1);
    ForgottenModels.watch(
        new Object(),
        "stubborn",
        () -> {
          tried.countDown();
          throw new IllegalStateException("stays");
        });
    collectUntil(tried);
    ForgottenModels.watch(new Object(), "dropped", freed::countDown);
    collectUntil(freed);
  }

  @Test
  void closingTheLastEndsTheThreadAndTheNextModelHasAnother() throws Exception {
    for (int i = 0; i < 10; i++) {
      Object model = new Object();
      ForgottenModels.Ward ward = ForgottenModels.watch(model, "model", () -> {});
      Thread watcher = watcher();
      ward.closed();
      watcher.join();
    }
  }

  private static void collectUntil(CountDownLatch freed) throws InterruptedException {
    while (freed.getCount() > 0) {
      System.gc();
      Thread.sleep(1);
    }
  }

  private static Thread watcher() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("kelix-forgotten-models"))
        .findAny()
        .orElseThrow();
  }
}
