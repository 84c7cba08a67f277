package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.Dim;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Softmax attention: every way in which it can be asked for. */
@Exercises("attention")
class AttentionTest extends OperationTests {

  AttentionTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void weighsValuesByTheSoftmaxOfProducts() {
    HostTensor q = floats(sizes(1, 2, 2, 1), 1, 0, 0, 0);
    HostTensor k = floats(sizes(1, 1, 2, 1), 0, 1.0986123f);
    HostTensor v = floats(sizes(1, 1, 2, 1), 4, 8);
    yields(floats(sizes(1, 2, 2, 1), 7, 6, 6, 6), size(2, 1, 1).body(false, 1), q, k, v);
    yields(floats(sizes(1, 2, 2, 1), 4, 6, 4, 6), size(2, 1, 1).body(true, 1), q, k, v);
  }

  @Test
  void attendsOverLongImageSequences() {
    agrees(
        size(4, 4, 72).body(false, 0.37),
        Laboratory.random(1, 1, 4, 70, 72),
        Laboratory.random(2, 1, 4, 70, 72),
        Laboratory.random(3, 1, 4, 70, 72));
    agrees(
        size(3, 3, 7).body(false, 0.37),
        Laboratory.random(1, 2, 3, 40, 7),
        Laboratory.random(2, 2, 3, 33, 7),
        Laboratory.random(3, 2, 3, 33, 7));
  }

  @Test
  void attendsFromFewQueries() {
    agrees(
        size(4, 4, 128).body(false, 0.37),
        Laboratory.random(1, 1, 4, 1, 128),
        Laboratory.random(2, 1, 4, 9, 128),
        Laboratory.random(3, 1, 4, 9, 128));
  }

  @Test
  void sharesKeyHeadsAmongQueryHeads() {
    agrees(
        size(6, 2, 10).body(false, 0.37),
        Laboratory.random(1, 2, 6, 5, 10),
        Laboratory.random(2, 2, 2, 8, 10),
        Laboratory.random(3, 2, 2, 8, 10));
  }

  @Test
  void hidesLaterPositionsWhenCausal() {
    agrees(
        size(4, 2, 16).body(true, 0.37),
        Laboratory.random(1, 2, 4, 9, 16),
        Laboratory.random(2, 2, 2, 9, 16),
        Laboratory.random(3, 2, 2, 9, 16));
  }

  @Test
  void addsMasksOfEveryBroadcastShape() {
    for (long[] shape :
        new long[][] {{5}, {34, 5}, {1, 5}, {2, 1, 1, 5}, {1, 2, 34, 5}, {2, 2, 34, 5}, {34, 1}}) {
      agrees(
          size(2, 2, 8).body(false, 0.37),
          Laboratory.random(1, 2, 2, 34, 8),
          Laboratory.random(2, 2, 2, 5, 8),
          Laboratory.random(3, 2, 2, 5, 8),
          Laboratory.random(9, shape));
    }
  }

  @Test
  void hidesKeysMaskedWithLargeNegativeNumbers() {
    HostTensor mask = floats(sizes(1, 1, 1, 6), 0, 0, 0, 0, 0, -10000);
    agrees(
        size(2, 2, 8).body(false, 0.37),
        Laboratory.random(1, 1, 2, 40, 8),
        Laboratory.random(2, 1, 2, 6, 8),
        Laboratory.random(3, 1, 2, 6, 8),
        mask);
  }

  @RefusalTest
  void refusesWhatDoesNotFit() {
    refuses(
        size(2, 2, 8).body(false, 1),
        List.of(
            Laboratory.random(1, 1, 2, 4, 8),
            Laboratory.random(2, 1, 2, 6, 8),
            Laboratory.random(3, 1, 2, 5, 8)),
        "attention");
    refuses(
        size(3, 2, 8).body(false, 1),
        List.of(
            Laboratory.random(1, 1, 3, 4, 8),
            Laboratory.random(2, 1, 2, 6, 8),
            Laboratory.random(3, 1, 2, 6, 8)),
        "attention");
  }

  /** Heads and width, which the network always knows; the rest stays symbolic where inputs are. */
  private record Size(int heads, int keyHeads, int width) {
    Laboratory.Body body(boolean causal, double scale) {
      return (make, x) ->
          known(x.get(0), heads)
              .attention(
                  known(x.get(1), keyHeads),
                  known(x.get(2), keyHeads),
                  x.size() > 3 ? x.get(3) : null,
                  causal,
                  scale);
    }

    private Tensor known(Tensor x, int count) {
      return x.reshape(x.dim(0), Dim.of(count), x.dim(2), Dim.of(width));
    }
  }

  private static Size size(int heads, int keyHeads, int width) {
    return new Size(heads, keyHeads, width);
  }
}
