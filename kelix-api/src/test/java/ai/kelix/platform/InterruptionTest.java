package ai.kelix.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.InterruptedCallException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterruptionTest {

  @AfterEach
  void clearFlag() {
    Thread.interrupted();
  }

  @Test
  void interruptsAreToldAndKept() {
    Exception[] failures = {
      new ClosedByInterruptException(),
      new IOException("wrapped", new ClosedByInterruptException()),
      new UncheckedIOException(new ClosedByInterruptException()),
      new InterruptedException()
    };
    for (Exception failure : failures) {
      assertThatThrownBy(() -> Interruption.check(failure, "reading x"))
          .isInstanceOf(InterruptedCallException.class)
          .hasMessageContaining("interrupted while reading x")
          .hasCause(failure);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void failuresOfOtherKindsAreNone() {
    assertThatCode(() -> Interruption.check(new IOException("disk"), "reading"))
        .doesNotThrowAnyException();
    assertThatCode(() -> Interruption.check(new SocketTimeoutException(), "reading"))
        .doesNotThrowAnyException();
    Exception timeout = new InterruptedIOException("timeout");
    assertThatCode(() -> Interruption.check(timeout, "reading")).doesNotThrowAnyException();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Interruption.check(timeout, "reading"))
        .isInstanceOf(InterruptedCallException.class);
  }

  @Test
  void theFlagAloneIsLookedAtAndLeft() {
    assertThatCode(() -> Interruption.check("loading")).doesNotThrowAnyException();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Interruption.check("loading"))
        .isInstanceOf(InterruptedCallException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
