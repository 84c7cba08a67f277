package ai.kelix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressInLogTest {
  private static final long PAUSE = ProgressInLog.PAUSE.toNanos();

  private final StringWriter log = new StringWriter();
  private long now = Long.MAX_VALUE - 5;

  @Test
  void aLineNowAndThenAndOneInTheEnd() {
    ProgressInLog progress = progress(new ProgressTask("weights", 8 << 20, " MiB", 1 << 20));
    for (int mebibyte = 1; mebibyte <= 8; mebibyte++) {
      now += PAUSE / 3;
      progress.show(mebibyte << 20, Optional.of("layer " + mebibyte));
    }
    progress.end(8 << 20);
    assertThat(log.toString().lines())
        .containsExactly(
            "kelix: weights: 4 of 8 MiB (50 %) layer 4",
            "kelix: weights: 8 of 8 MiB (100 %) layer 8", "kelix: weights: 8 of 8 MiB (100 %)");
    assertThat(log.toString()).endsWith("\n").doesNotContain("\r", "\u001b");
  }

  @Test
  void quickWorkIsOneLine() {
    ProgressInLog progress = progress(new ProgressTask("tensors", -1, "", 1));
    for (int i = 1; i <= 1000; i++) {
      progress.show(i, Optional.empty());
    }
    progress.end(1000);
    assertThat(log.toString().lines()).containsExactly("kelix: tensors: 1000");
  }

  @Test
  void nothingToDoIsNoLine() {
    progress(new ProgressTask("weights", 0, "", 1)).end(0);
    assertThat(log.toString()).isEmpty();
  }

  private ProgressInLog progress(ProgressTask task) {
    return new ProgressInLog(task, new PrintWriter(log), () -> now);
  }
}
