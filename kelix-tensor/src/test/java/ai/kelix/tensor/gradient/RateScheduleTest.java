package ai.kelix.tensor.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Learning rates in cases that the fixtures leave out (kelix-dit §10.5). */
class RateScheduleTest {
  @Test
  void aDecayThatOutlastsTheRunEndsWithIt() {
    RateSchedule schedule = RateSchedule.cosine(4, 24, 14, 0.2);

    assertThat(schedule.at(1)).isEqualTo(0.25);
    assertThat(schedule.at(14)).as("half of the decay").isCloseTo(0.6, within(1e-12));
    assertThat(schedule.at(15)).isEqualTo(0.2);
  }

  @Test
  void aDecayThatEndsEarlyStaysAtTheFloor() {
    RateSchedule schedule = RateSchedule.cosine(0, 10, 40, 0.1);

    assertThat(schedule.at(0)).isEqualTo(1);
    assertThat(schedule.at(11)).isCloseTo(0.1, within(1e-12));
    assertThat(schedule.at(40)).isCloseTo(0.1, within(1e-12));
  }
}
