package ai.kelix.cli.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.Prompt;
import ai.kelix.Understanding;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that is dropped without {@code close()}. */
class ForgottenModelTest {
  private static final int COLLECTIONS = 5;

  @TempDir private Path folder;

  @Test
  void livesAsLongAsARequestOfItAndIsFreedThen() throws Exception {
    int before = Spying.CLOSED.get();
    assertThat(closedWhileAnswering()).isEqualTo(before);
    while (Spying.CLOSED.get() == before) {
      System.gc();
      Thread.sleep(1);
    }
    assertThat(Spying.CLOSED).hasValue(before + 1);
  }

  /** Returns how many models were closed before the last request for this one was dropped. */
  private int closedWhileAnswering() throws IOException {
    Understanding request = Spying.load(folder).understand(Prompt.of("Hi"));
    try {
      for (int i = 0; i < COLLECTIONS; i++) {
        System.gc();
      }
      assertThat(request.answer().blocks()).isNotEmpty();
      return Spying.CLOSED.get();
    } finally {
      Reference.reachabilityFence(request);
    }
  }
}
