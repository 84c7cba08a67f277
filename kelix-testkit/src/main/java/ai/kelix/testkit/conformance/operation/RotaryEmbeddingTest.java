package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pairs of elements turned by angles. */
@Exercises("rotaryEmbedding")
class RotaryEmbeddingTest extends OperationTests {

  RotaryEmbeddingTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void pairsAnElementWithTheOneHalfAWidthLater() {
    yields(
        floats(sizes(1, 4), -3, 2, 1, 4),
        (make, x) -> x.get(0).rotaryEmbedding(x.get(1), x.get(2)),
        floats(sizes(1, 4), 1, 2, 3, 4),
        floats(sizes(2), 0, 1),
        floats(sizes(2), 1, 0));
  }

  @Test
  void agreesWithTheReference() {
    Laboratory.Body turned = (make, x) -> x.get(0).rotaryEmbedding(x.get(1).cos(), x.get(1).sin());
    agrees(turned, Laboratory.random(1, 2, 5, 3, 8), Laboratory.random(2, 5, 1, 4));
    agrees(turned, Laboratory.random(1, 1, 7, 2, 16), Laboratory.random(2, 1, 7, 1, 8));
    agrees(turned, Laboratory.random(1, 2, 3, 4, 6), Laboratory.random(2, 4, 3));
    agrees(turned, Laboratory.random(1, 9, 2), Laboratory.random(2, 9, 1));
    agrees(turned, Laboratory.random(1, 0, 2, 4), Laboratory.random(2, 2));
  }

  @RefusalTest
  void refusesWhatDoesNotFit() {
    refuses(
        (make, x) -> x.get(0).rotaryEmbedding(x.get(0), x.get(0)),
        List.of(floats(sizes(3), 1, 2, 3)),
        "3");
    refuses(
        (make, x) -> x.get(0).rotaryEmbedding(x.get(0), x.get(0)),
        List.of(floats(sizes(4), 1, 2, 3, 4)),
        "[4]");
    refusesDifferentTypes((make, x) -> x.get(0).rotaryEmbedding(x.get(1), x.get(1)));
  }
}
