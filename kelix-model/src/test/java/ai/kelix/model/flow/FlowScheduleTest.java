package ai.kelix.model.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Schedules of other shifts than the release's, which the fixtures record (kelix-dit §9.1). */
class FlowScheduleTest {
  @Test
  void withoutShiftLevelsAreEvenlySpaced() {
    assertThat(FlowSchedule.linear(4, 1).sigmas()).containsExactly(1f, 0.75f, 0.5f, 0.25f, 0f);
    assertThat(FlowSchedule.twiceShifted(2, 1).sigmas()).containsExactly(1f, 0.001f, 0f);
  }

  @Test
  void aShiftMovesLevelsTowardsNoise() {
    // 5u / (1 + 4u) of 1, 3/4, 1/2, 1/4.
    assertThat(FlowSchedule.linear(4, 5).sigmas()).containsExactly(1f, 0.9375f, 5f / 6, 0.625f, 0f);
    assertThat(FlowSchedule.linear(50, FlowSchedule.SHIFT)).isEqualTo(FlowSchedule.linear(50));
  }
}
