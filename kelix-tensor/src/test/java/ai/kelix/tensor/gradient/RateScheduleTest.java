package ai.kelix.tensor.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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

  @Test
  void aWarmUpMayBeginAboveNothing() {
    RateSchedule schedule = RateSchedule.cosine(4, 14, 0.2).warmedUpFromTheFirstStep(4);

    assertThat(schedule.at(0)).isEqualTo(0.25);
    assertThat(schedule.at(3)).isEqualTo(1);
    assertThat(schedule.at(9)).as("half of the decay").isCloseTo(0.6, within(1e-12));
    assertThat(schedule.at(15)).isEqualTo(0.2);
  }

  @Test
  void aStopCountsInTheStepsOfTheSchedule() {
    RateSchedule schedule = RateSchedule.constant(4).stoppedBefore(2);

    assertThat(schedule.at(1)).isZero();
    assertThat(schedule.at(2)).isEqualTo(0.5);
  }

  @Test
  void moreCyclesRiseAgain() {
    RateSchedule schedule = RateSchedule.cosine(0, 10, 10, 0, 1);

    assertThat(schedule.at(5)).isCloseTo(0, within(1e-12));
    assertThat(schedule.at(10)).isCloseTo(1, within(1e-12));
  }

  @Test
  void aScheduleThatNobodyKnowsIsRefused() {
    assertThatThrownBy(() -> RateSchedule.named("linear", 0, 1, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'linear', expected constant, cosine or cosine_v2");
  }
}
