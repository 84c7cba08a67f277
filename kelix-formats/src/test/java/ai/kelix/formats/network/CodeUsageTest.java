package ai.kelix.model.tok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CodeUsageTest {
  private final CodeUsage usage = new CodeUsage(2, 4);

  @Test
  void ranksAddUp() {
    usage.add(new long[] {0, 3, 1, 3});
    usage.add(new long[] {2, 3, 3, 3});

    assertThat(usage.counts()).containsExactly(1, 1, 1, 1, 0, 0, 0, 4);
    assertThat(usage.perplexity()[0]).as("all alike").isCloseTo(4, within(1e-6));
    assertThat(usage.perplexity()[1]).as("a single one").isCloseTo(1, within(1e-6));
    assertThat(usage.usage()).containsExactly(1, 0.25);
  }

  @Test
  void aCodeThatIsNoneIsRefused() {
    assertThatThrownBy(() -> usage.add(new long[] {0, 4}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("code 4");
  }
}
