package ai.kelix.tools.verify;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tools.verify.Finding.Verdict;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Tolerance THOUSANDTH = Tolerance.ofLargest(1e-3);

  @Test
  void floatsMayDifferByAFractionOfTheLargestMagnitude() {
    HostTensor golden = HostTensor.of(new float[] {0, -100}, 2);
    assertThat(verdict(golden, HostTensor.of(new float[] {0.09f, -100}, 2)))
        .isEqualTo(Verdict.EQUAL);
    assertThat(verdict(golden, HostTensor.of(new float[] {0.11f, -100}, 2)))
        .isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void notANumberEqualsOnlyItself() {
    HostTensor golden = HostTensor.of(new float[] {1, Float.NaN}, 2);
    assertThat(verdict(golden, HostTensor.of(new float[] {1, Float.NaN}, 2)))
        .isEqualTo(Verdict.EQUAL);
    assertThat(verdict(golden, HostTensor.of(new float[] {1, 0}, 2))).isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void integersAreExact() {
    HostTensor golden = HostTensor.of(new long[] {1, 2, 3}, 3);
    Finding finding =
        Comparison.compare(
            "tok.indices", golden, HostTensor.of(new long[] {1, 2, 4}, 3), THOUSANDTH);
    assertThat(finding.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(finding.note()).isEqualTo("1 of 3 differ");
  }

  @Test
  void dimensionsOfSizeOneDoNotCount() {
    HostTensor golden = HostTensor.of(new float[] {1, 2}, 1, 2, 1);
    assertThat(verdict(golden, HostTensor.of(new float[] {1, 2}, 2))).isEqualTo(Verdict.EQUAL);
  }

  @Test
  void otherShapesDiffer() {
    HostTensor golden = HostTensor.of(new float[6], 2, 3);
    assertThat(verdict(golden, HostTensor.of(new float[6], 3, 2))).isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void aFewPixelsMayBeOneStepOff() {
    assertThat(verdict(pixels(100, 0), pixels(101, 3))).isEqualTo(Verdict.EQUAL);
    assertThat(verdict(pixels(100, 0), pixels(102, 1))).isEqualTo(Verdict.DIFFERENT);
    assertThat(verdict(pixels(100, 0), pixels(101, 500))).isEqualTo(Verdict.DIFFERENT);
  }

  private static HostTensor pixels(int value, int changed) {
    byte[] bytes = new byte[3000];
    Arrays.fill(bytes, (byte) 100);
    Arrays.fill(bytes, 0, changed, (byte) value);
    return HostTensor.wrap(ByteBuffer.wrap(bytes), DType.U8, 10, 100, 3);
  }

  private static Verdict verdict(HostTensor golden, HostTensor computed) {
    return Comparison.compare("stage.tensor", golden, computed, THOUSANDTH).verdict();
  }
}
