package ai.kelix.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.core.program.HostTensor;
import ai.kelix.core.tensor.Convolution;
import ai.kelix.core.tensor.DType;
import ai.kelix.core.tensor.Dim;
import ai.kelix.core.tensor.Shape;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each operation against values worked out by hand, with known and with symbolic sizes. */
class OperationsTest {
  private static Laboratory lab;

  @BeforeAll
  static void open() {
    lab = new Laboratory();
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  private static HostTensor floats(float[] values, long... sizes) {
    return HostTensor.of(values, sizes);
  }

  private static float[] of(float... values) {
    return values;
  }

  private static void check(
      Laboratory.Body body, float[] expected, long[] sizes, HostTensor... inputs) {
    for (HostTensor found : List.of(lab.known(body, inputs), lab.symbolic(body, inputs))) {
      assertThat(found.sizes()).isEqualTo(sizes);
      assertThat(found.floats()).containsExactly(expected, Offset.offset(2e-6f));
    }
  }

  private static void check(
      Laboratory.Body body, long[] expected, long[] sizes, HostTensor... inputs) {
    for (HostTensor found : List.of(lab.known(body, inputs), lab.symbolic(body, inputs))) {
      assertThat(found.sizes()).isEqualTo(sizes);
      assertThat(found.longs()).isEqualTo(expected);
    }
  }

  private static long[] sizes(long... sizes) {
    return sizes;
  }

  private static final HostTensor SIX = floats(of(1, 2, 3, 4, 5, 6), 2, 3);

  @Test
  void broadcastsSums() {
    HostTensor row = floats(of(10, 20, 30), 3);
    check((m, x) -> x.get(0).plus(x.get(1)), of(11, 22, 33, 14, 25, 36), sizes(2, 3), SIX, row);
  }

  @Test
  void computesWithNumbers() {
    check(
        (m, x) -> x.get(0).times(2).plus(1).clamp(4, 10).negated(),
        of(-4, -5, -7, -9, -10, -10),
        sizes(2, 3),
        SIX);
  }

  @Test
  void dividesIntegersWithTruncation() {
    HostTensor a = HostTensor.of(new long[] {7, -7, 9}, 3);
    HostTensor b = HostTensor.of(new long[] {2, 2, -4}, 3);
    check((m, x) -> x.get(0).dividedBy(x.get(1)), new long[] {3, -3, -2}, sizes(3), a, b);
  }

  @Test
  void roundsHalvesToEvenAndTruncatesToIntegers() {
    HostTensor x = floats(of(0.5f, 1.5f, -2.5f, 2.7f), 4);
    check((m, in) -> in.get(0).round(), of(0, 2, -2, 3), sizes(4), x);
    check((m, in) -> in.get(0).to(DType.I64), new long[] {0, 1, -2, 2}, sizes(4), x);
  }

  @Test
  void activates() {
    HostTensor x = floats(of(-1, 0, 2), 3);
    check((m, in) -> in.get(0).silu(), of(-0.26894143f, 0, 1.7615942f), sizes(3), x);
    check((m, in) -> in.get(0).gelu(), of(-0.15865526f, 0, 1.9544997f), sizes(3), x);
    check((m, in) -> in.get(0).geluTanh(), of(-0.15880801f, 0, 1.9545977f), sizes(3), x);
    check((m, in) -> in.get(0).relu(), of(0, 0, 2), sizes(3), x);
  }

  @Test
  void comparesAndSelects() {
    check(
        (m, x) ->
            x.get(0)
                .where(
                    x.get(0)
                        .atLeast(m.scalar(3, DType.F32))
                        .and(x.get(0).lessThan(m.scalar(6, DType.F32))),
                    m.scalar(-1, DType.F32)),
        of(-1, -1, 3, 4, 5, -1),
        sizes(2, 3),
        SIX);
    check(
        (m, x) -> x.get(0).equalTo(m.scalar(5, DType.F32)).not().to(DType.I64),
        new long[] {1, 1, 1, 1, 0, 1},
        sizes(2, 3),
        SIX);
  }

  @Test
  void reducesAxes() {
    check((m, x) -> x.get(0).sum(0, false), of(5, 7, 9), sizes(3), SIX);
    check((m, x) -> x.get(0).mean(-1, true), of(2, 5), sizes(2, 1), SIX);
    check((m, x) -> x.get(0).max(1, false), of(3, 6), sizes(2), SIX);
    check((m, x) -> x.get(0).cumulativeSum(1), of(1, 3, 6, 4, 9, 15), sizes(2, 3), SIX);
  }

  @Test
  void findsTheFirstOfEqualExtremes() {
    HostTensor x = floats(of(3, 7, 7, 1, 1, 5), 2, 3);
    check((m, in) -> in.get(0).argmax(-1, false), new long[] {1, 2}, sizes(2), x);
    check((m, in) -> in.get(0).argmin(-1, true), new long[] {0, 0}, sizes(2, 1), x);
  }

  @Test
  void sortsDescendingAndKeepsTheOrderOfEquals() {
    HostTensor x = floats(of(1, 5, 3, 5), 1, 4);
    check((m, in) -> in.get(0).sortDescending().values(), of(5, 5, 3, 1), sizes(1, 4), x);
    check((m, in) -> in.get(0).sortDescending().indices(), new long[] {1, 3, 2, 0}, sizes(1, 4), x);
  }

  @Test
  void normalises() {
    HostTensor x = floats(of(1, 2, 2, 4), 2, 2);
    check(
        (m, in) -> in.get(0).rmsNorm(m.constant(of(1, 10), 2), 0),
        of(0.6324555f, 12.649111f, 0.6324555f, 12.649111f),
        sizes(2, 2),
        x);
  }

  @Test
  void normalisesWithoutWeights() {
    HostTensor x = floats(of(1, 3, 2, 4), 2, 2);
    Laboratory.Body fixedWidth = (m, in) -> in.get(0).layerNorm(null, null, 0);
    assertThat(lab.known(fixedWidth, x).floats())
        .containsExactly(of(-1, 1, -1, 1), Offset.offset(1e-6f));
    Laboratory.Body root = (m, in) -> in.get(0).rmsNorm(null, 0);
    assertThat(lab.known(root, floats(of(3, 4), 1, 2)).floats())
        .containsExactly(of(0.84852815f, 1.1313709f), Offset.offset(1e-6f));
  }

  @Test
  void takesSoftmaxAlongAnyAxis() {
    HostTensor x = floats(of(0, 0, (float) Math.log(3), 0), 2, 2);
    check((m, in) -> in.get(0).softmax(0), of(.25f, .5f, .75f, .5f), sizes(2, 2), x);
    check((m, in) -> in.get(0).logSoftmax(-1).exp(), of(.5f, .5f, .75f, .25f), sizes(2, 2), x);
  }

  @Test
  void multipliesMatricesWithBroadcastBatches() {
    HostTensor a = floats(of(1, 2, 3, 4), 2, 1, 2);
    HostTensor b = floats(of(1, 0, 1, 1), 2, 2);
    check((m, x) -> x.get(0).matmul(x.get(1)), of(3, 2, 7, 4), sizes(2, 1, 2), a, b);
  }

  @Test
  void appliesLinearMapsInAnyRank() {
    HostTensor w = floats(of(1, 2, 3, 4, 5, 6), 2, 3);
    HostTensor b = floats(of(10, 20), 2);
    check(
        (m, x) -> x.get(0).linear(x.get(1), x.get(2)),
        of(24, 52),
        sizes(2),
        floats(of(1, 2, 3), 3),
        w,
        b);
    check(
        (m, x) -> x.get(0).linear(x.get(1), x.get(2)),
        of(24, 52),
        sizes(1, 2),
        floats(of(1, 2, 3), 1, 3),
        w,
        b);
    check(
        (m, x) -> x.get(0).linear(x.get(1), null),
        of(14, 32),
        sizes(1, 1, 1, 2),
        floats(of(1, 2, 3), 1, 1, 1, 3),
        w);
  }

  @Test
  void reshapesByInferredSizes() {
    check(
        (m, x) -> x.get(0).reshape(x.get(0).dim(1), x.get(0).dim(0), Dim.of(1)),
        of(1, 2, 3, 4, 5, 6),
        sizes(3, 2, 1),
        SIX);
    HostTensor eight = floats(of(0, 1, 2, 3, 4, 5, 6, 7), 1, 4, 2);
    check(
        (m, x) -> {
          Dim half = x.get(0).dim(1).dividedBy(2);
          return x.get(0)
              .reshape(x.get(0).dim(0), half, Dim.of(2), x.get(0).dim(2))
              .permute(0, 2, 1, 3)
              .reshape(x.get(0).dim(0), Dim.of(2), half.times(x.get(0).dim(2)));
        },
        of(0, 1, 4, 5, 2, 3, 6, 7),
        sizes(1, 2, 4),
        eight);
  }

  @Test
  void undoesItsOwnTranspositions() {
    check(
        (m, x) -> x.get(0).transpose(0, 1).unsqueeze(0).squeeze(0).transpose(0, 1).plus(0),
        SIX.floats(),
        sizes(2, 3),
        SIX);
    check(
        (m, x) -> x.get(0).unsqueeze(-1).permute(2, 1, 0).permute(1, 2, 0),
        of(1, 4, 2, 5, 3, 6),
        sizes(3, 2, 1),
        SIX);
  }

  @Test
  void narrowsAndChunks() {
    check((m, x) -> x.get(0).narrow(1, 1, 2), of(2, 3, 5, 6), sizes(2, 2), SIX);
    check(
        (m, x) -> x.get(0).narrow(-1, x.get(0).dim(1).minus(Dim.of(1)), Dim.of(1)).squeeze(1),
        of(3, 6),
        sizes(2),
        SIX);
    check(
        (m, x) -> x.get(0).reshape(Dim.of(2), Dim.of(3)).chunk(3, 1).get(1),
        of(2, 5),
        sizes(2, 1),
        SIX);
  }

  @Test
  void joinsPadsAndExpands() {
    check(
        (m, x) -> x.get(0).concat(0, List.of(x.get(0).narrow(0, 0, 1))),
        of(1, 2, 3, 4, 5, 6, 1, 2, 3),
        sizes(3, 3),
        SIX);
    check(
        (m, x) -> x.get(0).padEnd(1, x.get(0).dim(0), -1),
        of(1, 2, 3, -1, -1, 4, 5, 6, -1, -1),
        sizes(2, 5),
        SIX);
    check(
        (m, x) -> x.get(0).unsqueeze(1).expand(x.get(0).dim(0), Dim.of(2), x.get(0).dim(1)),
        of(1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6),
        sizes(2, 2, 3),
        SIX);
  }

  @Test
  void gathersRowsAndElements() {
    HostTensor ids = HostTensor.of(new long[] {1, 0, 1}, 3, 1);
    check(
        (m, x) -> x.get(0).rows(x.get(1)), of(4, 5, 6, 1, 2, 3, 4, 5, 6), sizes(3, 1, 3), SIX, ids);
    HostTensor picks = HostTensor.of(new long[] {2, 0}, 2, 1);
    check((m, x) -> x.get(0).gather(1, x.get(1)), of(3, 4), sizes(2, 1), SIX, picks);
  }

  @Test
  void convolvesWithStrideAndGroups() {
    HostTensor image =
        floats(of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16), 1, 1, 4, 4);
    HostTensor kernel = floats(of(1, 1, 1, 1), 1, 1, 2, 2);
    Laboratory.Body body =
        (m, x) ->
            x.get(0)
                .conv2d(m.constant(kernel.floats(), 1, 1, 2, 2), null, new Convolution(2, 0, 1));
    check(body, of(14, 22, 46, 54), sizes(1, 1, 2, 2), image);
    HostTensor pair = floats(of(1, 2), 1, 2, 1, 1);
    check(
        (m, x) ->
            x.get(0)
                .conv2d(
                    m.constant(of(3, 5), 2, 1, 1, 1),
                    m.constant(of(0, 1), 2),
                    new Convolution(1, 0, 2)),
        of(3, 11),
        sizes(1, 2, 1, 1),
        pair);
  }

  @Test
  void repeatsPixels() {
    check(
        (m, x) -> x.get(0).upsampleNearest2x(),
        of(1, 1, 2, 2, 1, 1, 2, 2),
        sizes(1, 1, 2, 4),
        floats(of(1, 2), 1, 1, 1, 2));
  }

  @Test
  void makesRangesSizesAndFills() {
    check((m, x) -> m.range(x.get(0).dim(1)), new long[] {0, 1, 2}, sizes(3), SIX);
    check((m, x) -> m.sizeOf(x.get(0).shape().count()), new long[] {6}, sizes(), SIX);
    check(
        (m, x) -> m.full(2.5, DType.F32, Shape.of(x.get(0).dim(0), Dim.of(2))),
        of(2.5f, 2.5f, 2.5f, 2.5f),
        sizes(2, 2),
        SIX);
  }

  @Test
  void passesInputsAndConstantsThrough() {
    check((m, x) -> x.get(0), SIX.floats(), sizes(2, 3), SIX);
    check((m, x) -> m.constant(of(1, 2), 2), of(1, 2), sizes(2), SIX);
  }
}
