package ai.kelix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NothingDrawnExceptionTest {

  @Test
  void quotesWhatTheModelWroteInstead() {
    NothingDrawnException refusal = new NothingDrawnException("Two.");

    assertThat(refusal).hasMessageContaining("answered 'Two.' and no visual block");
    assertThat(refusal.answer()).isEqualTo("Two.");
  }

  @Test
  void saysSoWhenThereWasNothing() {
    assertThat(new NothingDrawnException(" ")).hasMessageContaining("wrote nothing");
  }

  @Test
  void cutsALongAnswerInTheMessageOnly() {
    String speech = "word ".repeat(1000);

    assertThat(new NothingDrawnException(speech).getMessage()).hasSizeLessThan(400).contains("…");
    assertThat(new NothingDrawnException(speech).answer()).isEqualTo(speech);
  }
}
