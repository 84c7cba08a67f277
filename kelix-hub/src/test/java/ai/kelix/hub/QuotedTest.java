package ai.kelix.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotedTest {

  @Test
  void textOfServersCannotStageATerminal() {
    assertThat(Quoted.text("a\u001b[31m\n\u202eb")).isEqualTo("a?[31m??b");
    assertThat(Quoted.text("x".repeat(5000))).hasSize(201).endsWith("…");
    assertThat(Quoted.text("model.safetensors")).isEqualTo("model.safetensors");
  }
}
