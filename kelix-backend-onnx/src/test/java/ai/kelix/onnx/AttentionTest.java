package ai.kelix.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.core.program.HostTensor;
import ai.kelix.core.tensor.DType;
import ai.kelix.core.tensor.Dim;
import ai.kelix.core.tensor.Tensor;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every way in which attention is mapped to an operator, against plain Java. */
class AttentionTest {
  private static final Offset<Float> CLOSE = Offset.offset(2e-6f);
  private static Laboratory lab;

  @BeforeAll
  static void open() {
    lab = new Laboratory();
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  /**
   * Declares heads and width, which the network always knows, and leaves the rest symbolic.
   *
   * @param batch sequences
   * @param heads query heads
   * @param keyHeads heads of keys and values
   * @param length queries
   * @param keyLength keys
   * @param width of a head
   */
  private record Size(int batch, int heads, int keyHeads, int length, int keyLength, int width) {
    HostTensor queries() {
      return Laboratory.random(1, batch, heads, length, width);
    }

    HostTensor keys() {
      return Laboratory.random(2, batch, keyHeads, keyLength, width);
    }

    HostTensor values() {
      return Laboratory.random(3, batch, keyHeads, keyLength, width);
    }

    Tensor withKnownHeads(Tensor x, int count) {
      return x.reshape(x.dim(0), Dim.of(count), x.dim(2), Dim.of(width));
    }

    Laboratory.Body body(boolean causal, double scale) {
      return (m, x) ->
          withKnownHeads(x.get(0), heads)
              .attention(
                  withKnownHeads(x.get(1), keyHeads),
                  withKnownHeads(x.get(2), keyHeads),
                  x.size() > 3 ? x.get(3) : null,
                  causal,
                  scale);
    }
  }

  private static void check(
      Size size, @Nullable HostTensor mask, boolean causal, PlainAttention.@Nullable Logit logit) {
    double scale = 0.37;
    HostTensor q = size.queries();
    HostTensor k = size.keys();
    HostTensor v = size.values();
    HostTensor[] inputs =
        mask == null ? new HostTensor[] {q, k, v} : new HostTensor[] {q, k, v, mask};
    float[] expected = PlainAttention.attend(q, k, v, logit, scale);
    assertThat(lab.known(size.body(causal, scale), inputs).floats())
        .containsExactly(expected, CLOSE);
    assertThat(lab.symbolic(size.body(causal, scale), inputs).floats())
        .containsExactly(expected, CLOSE);
  }

  @Test
  void attendsOverLongImageSequences() {
    check(new Size(1, 4, 4, 70, 70, 72), null, false, null);
    check(new Size(2, 3, 3, 40, 33, 7), null, false, null);
  }

  @Test
  void attendsFromFewQueries() {
    check(new Size(1, 4, 4, 1, 9, 128), null, false, null);
  }

  @Test
  void sharesKeyHeadsAmongQueryHeads() {
    check(new Size(2, 6, 2, 5, 8, 10), null, false, null);
  }

  @Test
  void hidesLaterPositionsWhenCausal() {
    check(
        new Size(2, 4, 2, 9, 9, 16),
        null,
        true,
        (b, h, row, key) -> key > row ? Double.NEGATIVE_INFINITY : 0);
  }

  @Test
  void addsMasksOfEveryBroadcastShape() {
    Size size = new Size(2, 2, 2, 34, 5, 8);
    for (long[] shape :
        new long[][] {{5}, {34, 5}, {1, 5}, {2, 1, 1, 5}, {1, 2, 34, 5}, {2, 2, 34, 5}, {34, 1}}) {
      HostTensor mask = Laboratory.random(9, shape);
      check(size, mask, false, (b, h, row, key) -> broadcast(mask, b, h, row, key));
    }
  }

  @Test
  void hidesKeysMaskedWithLargeNegativeNumbers() {
    HostTensor mask = HostTensor.allocate(DType.F32, 1, 1, 1, 6);
    mask.data().putFloat(4 * 5, -10000f);
    check(new Size(1, 2, 2, 40, 6, 8), mask, false, (b, h, row, key) -> key == 5 ? -10000 : 0);
  }

  private static double broadcast(HostTensor mask, int... index) {
    long[] sizes = mask.sizes();
    int flat = 0;
    for (int axis = 0; axis < sizes.length; axis++) {
      int at = index[index.length - sizes.length + axis];
      flat = flat * (int) sizes[axis] + (sizes[axis] == 1 ? 0 : at);
    }
    return mask.data().getFloat(4 * flat);
  }

  @Test
  void comparesWithItself() {
    HostTensor one = Laboratory.random(1, 1, 1, 1, 4);
    assertThat(PlainAttention.attend(one, one, one, null, 1))
        .containsExactly(Arrays.copyOf(one.floats(), 4), CLOSE);
  }
}
