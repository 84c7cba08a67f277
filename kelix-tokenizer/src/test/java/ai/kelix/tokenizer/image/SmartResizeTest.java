package ai.kelix.tokenizer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.kelix.InvalidImageException;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sizes become whole cells within limits, in both stages (kelix-ar §4.1–4.2). */
class SmartResizeTest {
  private static final int FACTOR = 28;
  private static final long CELL = FACTOR * FACTOR;
  private static final int ROUNDS = 20_000;

  /** The two stages with the limits of the public model. */
  enum Stage {
    HELPER(4 * CELL, 16_384 * CELL) {
      @Override
      Size apply(Size size) {
        return SmartResize.helper(size, FACTOR, min, max);
      }
    },
    PROCESSOR(3_136, 1_003_520) {
      @Override
      Size apply(Size size) {
        return SmartResize.processor(size, FACTOR, min, max);
      }
    };

    final long min;
    final long max;

    Stage(long min, long max) {
      this.min = min;
      this.max = max;
    }

    abstract Size apply(Size size);
  }

  @ParameterizedTest
  @EnumSource
  void sidesAreWholeCells(Stage stage) {
    forRandomSizes(
        size -> {
          Size resized = stage.apply(size);
          assertThat(resized.height() % FACTOR).as("%s", size).isZero();
          assertThat(resized.width() % FACTOR).as("%s", size).isZero();
          assertThat(Math.min(resized.height(), resized.width())).isPositive();
        });
  }

  @ParameterizedTest
  @EnumSource
  void pixelsStayWithinTheLimits(Stage stage) {
    forRandomSizes(
        size ->
            assertThat(pixels(stage.apply(size))).as("%s", size).isBetween(stage.min, stage.max));
  }

  @ParameterizedTest
  @EnumSource
  void theSecondTimeChangesNothing(Stage stage) {
    forRandomSizes(
        size -> {
          Size once = stage.apply(size);
          // Rounding can make a strip of nearly the utmost length longer than that.
          if (isWithinRatio(once)) {
            assertThat(stage.apply(once)).as("%s", size).isEqualTo(once);
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void sidesMoveByHalfACellAtMostWhereNoLimitInterferes(Stage stage) {
    forRandomSizes(
        size -> {
          boolean small = Math.min(size.height(), size.width()) < 2 * FACTOR;
          if (!small && pixels(size) < 0.8 * stage.max) {
            Size resized = stage.apply(size);
            assertThat(resized.height()).isCloseTo(size.height(), within(FACTOR / 2));
            assertThat(resized.width()).isCloseTo(size.width(), within(FACTOR / 2));
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void theAspectIsKeptWithinOneCellASide(Stage stage) {
    forRandomSizes(
        size -> {
          Size resized = stage.apply(size);
          double aspect = (double) size.height() / size.width();
          double least = (resized.height() - FACTOR) / (resized.width() + (double) FACTOR);
          double most = (resized.height() + FACTOR) / Math.max(1.0, resized.width() - FACTOR);
          assertThat(aspect).as("%s to %s", size, resized).isBetween(least, most);
        });
  }

  @Test
  void halvesRoundToEven() {
    assertThat(Stage.HELPER.apply(new Size(70, 70))).isEqualTo(new Size(56, 56));
    assertThat(Stage.HELPER.apply(new Size(42, 112))).isEqualTo(new Size(56, 112));
    assertThat(Stage.HELPER.apply(new Size(98, 112))).isEqualTo(new Size(112, 112));
  }

  @Test
  void sidesBelowOneCellGrowFirstInTheSecondStage() {
    assertThat(Stage.PROCESSOR.apply(new Size(14, 100))).isEqualTo(new Size(28, 196));
    assertThat(Stage.HELPER.apply(new Size(14, 140))).isEqualTo(new Size(28, 140));
  }

  @ParameterizedTest
  @EnumSource
  void aSinglePixelBecomesTheSmallestImage(Stage stage) {
    assertThat(stage.apply(new Size(1, 1))).isEqualTo(new Size(56, 56));
  }

  @ParameterizedTest
  @EnumSource
  void refusesMoreThanTwoHundredTimesAsLongAsWide(Stage stage) {
    assertThat(stage.apply(new Size(28, 5_600))).isNotNull();
    assertThat(stage.apply(new Size(200, 1))).isNotNull();
    for (Size strip : new Size[] {new Size(1, 201), new Size(5_601, 28), new Size(1, 100_000)}) {
      assertThatThrownBy(() -> stage.apply(strip))
          .isInstanceOf(InvalidImageException.class)
          .hasMessageContainingAll("200 times", "crop");
    }
  }

  /** Sides are spread evenly over the magnitudes; too long strips are left out. */
  private static void forRandomSizes(Consumer<Size> property) {
    SplittableRandom random = new SplittableRandom(4);
    for (int round = 0; round < ROUNDS; round++) {
      Size size = new Size(side(random), side(random));
      if (isWithinRatio(size)) {
        property.accept(size);
      }
    }
  }

  private static boolean isWithinRatio(Size size) {
    return size.height() <= 200 * size.width() && size.width() <= 200 * size.height();
  }

  private static int side(SplittableRandom random) {
    return (int) Math.exp(random.nextDouble() * Math.log(12_000)) + random.nextInt(2);
  }

  private static long pixels(Size size) {
    return (long) size.height() * size.width();
  }
}
