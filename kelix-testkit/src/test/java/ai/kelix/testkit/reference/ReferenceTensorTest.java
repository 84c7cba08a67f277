package ai.kelix.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Convolution;
import ai.kelix.tensor.type.DType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The oracle itself against values worked out by hand. */
class ReferenceTensorTest {
  private static final Tensor SIX = floats(of(1, 2, 3, 4, 5, 6), 2, 3);

  private static double[] of(double... values) {
    return values;
  }

  private static Tensor floats(double[] values, long... sizes) {
    return ReferenceTensors.of(values, sizes);
  }

  private static Tensor longs(long[] values, long... sizes) {
    return ReferenceTensors.tensors().constant(values, sizes);
  }

  private static void check(Tensor found, double[] expected, long... sizes) {
    assertThat(found.shape().sizes()).isEqualTo(sizes);
    assertThat(ReferenceTensors.doubles(found)).containsExactly(expected, within(1e-7));
  }

  private static void check(Tensor found, long[] expected, long... sizes) {
    assertThat(found.shape().sizes()).isEqualTo(sizes);
    assertThat(ReferenceTensors.toHost(found).longs()).containsExactly(expected);
  }

  @Test
  void broadcastsFromTheInnermostDimension() {
    check(SIX.plus(floats(of(10, 20, 30), 3)), of(11, 22, 33, 14, 25, 36), 2, 3);
    check(SIX.times(floats(of(2, -1), 2, 1)), of(2, 4, 6, -4, -5, -6), 2, 3);
  }

  @Test
  void dividesIntegersWithTruncation() {
    Tensor a = longs(new long[] {7, -7, 9}, 3);
    check(a.dividedBy(longs(new long[] {2, 2, -4}, 3)), new long[] {3, -3, -2}, 3);
  }

  @Test
  void activates() {
    Tensor x = floats(of(-1, 0, 2), 3);
    check(x.silu(), of(-0.26894142, 0, 1.76159416), 3);
    check(x.gelu(), of(-0.15865525, 0, 1.95449974), 3);
    check(x.geluTanh(), of(-0.15880801, 0, 1.95459769), 3);
    check(floats(of(0.5, 1.5, -2.5), 3).round(), of(0, 2, -2), 3);
  }

  @Test
  void reducesAndSorts() {
    check(SIX.sum(0, false), of(5, 7, 9), 3);
    check(SIX.mean(-1, true), of(2, 5), 2, 1);
    check(SIX.cumulativeSum(0), of(1, 2, 3, 5, 7, 9), 2, 3);
    Tensor ties = floats(of(3, 7, 7, 1, 1, 5), 2, 3);
    check(ties.argmax(-1, false), new long[] {1, 2}, 2);
    check(ties.argmin(1, true), new long[] {0, 0}, 2, 1);
    check(ties.sortDescending().indices(), new long[] {1, 2, 0, 2, 0, 1}, 2, 3);
  }

  @Test
  void movesElements() {
    check(SIX.transpose(0, 1), of(1, 4, 2, 5, 3, 6), 3, 2);
    check(SIX.narrow(-1, 1, 2), of(2, 3, 5, 6), 2, 2);
    check(SIX.concat(1, List.of(floats(of(7, 8), 2, 1))), of(1, 2, 3, 7, 4, 5, 6, 8), 2, 4);
    check(SIX.rows(longs(new long[] {1, 0}, 2)), of(4, 5, 6, 1, 2, 3), 2, 3);
    check(SIX.gather(1, longs(new long[] {2, 0}, 2, 1)), of(3, 4), 2, 1);
    check(SIX.where(SIX.lessThan(floats(of(4), 1)), SIX.negated()), of(1, 2, 3, -4, -5, -6), 2, 3);
  }

  @Test
  void multipliesMatrices() {
    Tensor a = floats(of(1, 2, 3, 4), 2, 1, 2);
    check(a.matmul(floats(of(1, 0, 1, 1), 2, 2)), of(3, 2, 7, 4), 2, 1, 2);
    check(floats(of(1, 2, 3), 3).linear(SIX, floats(of(10, 20), 2)), of(24, 52), 2);
  }

  @Test
  void convolvesWithStrideAndPadding() {
    Tensor image = floats(of(1, 2, 3, 4, 5, 6, 7, 8, 9), 1, 1, 3, 3);
    Tensor kernel = floats(of(1, 1, 1, 1, 1, 1, 1, 1, 1), 1, 1, 3, 3);
    check(image.conv2d(kernel, null, new Convolution(2, 1, 1)), of(12, 16, 24, 28), 1, 1, 2, 2);
  }

  @Test
  void attendsCausallyWithSharedKeyHeads() {
    Tensor q = floats(of(1, 0, 0, 0), 1, 2, 2, 1);
    Tensor k = floats(of(0, Math.log(3)), 1, 1, 2, 1);
    Tensor v = floats(of(4, 8), 1, 1, 2, 1);
    check(q.attention(k, v, null, true, 1), of(4, 6, 4, 6), 1, 2, 2, 1);
    check(q.attention(k, v, null, false, 1), of(7, 6, 6, 6), 1, 2, 2, 1);
  }

  @Test
  void roundsSixteenBitTypes() {
    Tensor x = floats(of(1 + 1e-4, 65519, 65520, 6e-8, -3.14159), 5);
    check(x.to(DType.F16), of(1, 65504, Double.POSITIVE_INFINITY, 5.9604645e-8, -3.140625), 5);
    check(x.to(DType.BF16).narrow(0, 0, 1), of(1), 1);
    check(x.to(DType.BF16).narrow(0, 4, 1), of(-3.140625), 1);
  }
}
