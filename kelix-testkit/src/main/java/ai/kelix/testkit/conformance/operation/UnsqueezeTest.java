package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An inserted dimension of size 1. */
@Exercises("unsqueeze")
class UnsqueezeTest extends OperationTests {

  UnsqueezeTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void insertsAnywhere() {
    yields(floats(sizes(1, 2), 1, 2), (make, x) -> x.get(0).unsqueeze(0), floats(sizes(2), 1, 2));
    yields(floats(sizes(2, 1), 1, 2), (make, x) -> x.get(0).unsqueeze(-1), floats(sizes(2), 1, 2));
    yields(floats(sizes(1), 5), (make, x) -> x.get(0).unsqueeze(0), floats(sizes(), 5));
  }

  @RefusalTest
  void refusesAxesThatDoNotExist() {
    refuses((make, x) -> x.get(0).unsqueeze(3), List.of(floats(sizes(1), 1)), "axis 3");
  }
}
