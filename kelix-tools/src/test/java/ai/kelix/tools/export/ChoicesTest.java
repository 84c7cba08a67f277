package ai.kelix.tools.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tokenizer.block.BlockLayout;
import ai.kelix.tools.export.Choices.Choice;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChoicesTest {
  private static final List<Choice> ONE = List.of(new Choice(0, 0, 0, 2));

  /** Four words, two codebooks of three codes: ids 4 … 6 and 7 … 9. */
  private static final BlockLayout LAYOUT = new BlockLayout(4, 6, 2, 0, 1, 2, 3);

  @Test
  void textIsOneChoiceAndACellOneOfEachCodebook() {
    long[] blocks = {1, 0, 0, 5, 8, 0, 2, 0, 0};
    assertThat(Choices.along(LAYOUT, blocks))
        .containsExactly(new Choice(0, 0, 0, 7), new Choice(0, 1, 7, 3), new Choice(1, 0, 0, 7));
  }

  @Test
  void textAloneIsOneChoiceEach() {
    BlockLayout text = new BlockLayout(4, 0, 0, 0, -1, -1, -1);
    assertThat(Choices.along(text, new long[] {1, 2, 3}))
        .containsExactly(new Choice(0, 0, 0, 4), new Choice(1, 0, 0, 4));
  }

  @Test
  void onlyIdsThatMayBeTakenCount() {
    HostTensor exact = scores(0, 1, 9);
    HostTensor found = scores(0, 1, 2);
    assertThat(Choices.differing(ONE, exact, found)).isZero();
    assertThat(Choices.divergence(ONE, exact, found)).isZero();
    assertThat(Choices.differing(ONE, exact, scores(1, 0, 9))).isEqualTo(1);
  }

  @Test
  void divergesByTheSurpriseInNats() {
    HostTensor sure = scores((float) Math.log(3), 0, 0);
    HostTensor even = scores(5, 5, 0);
    double expected = 0.75 * Math.log(0.75 / 0.5) + 0.25 * Math.log(0.25 / 0.5);
    assertThat(Choices.divergence(ONE, sure, even)).isCloseTo(expected, within(1e-7));
  }

  @Test
  void aNumberThatIsNoneIsNoSmallDivergence() {
    assertThat(Choices.divergence(ONE, scores(1, 0, 0), scores(Float.NaN, 0, 0))).isInfinite();
  }

  private static HostTensor scores(float... values) {
    return HostTensor.of(values, 1, 1, 3);
  }
}
