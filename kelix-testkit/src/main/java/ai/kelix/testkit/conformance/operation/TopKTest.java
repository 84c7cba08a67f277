package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The largest elements along the innermost axis. */
@Exercises("topK")
class TopKTest extends OperationTests {

  TopKTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void takesOfEqualsTheEarlierFirst() {
    HostTensor x = floats(sizes(2, 4), 1, 5, 3, 5, 7, 7, 7, 8);
    yields(floats(sizes(2, 3), 5, 5, 3, 8, 7, 7), (make, in) -> in.get(0).topK(3).values(), x);
    yields(integers(sizes(2, 3), 1, 3, 2, 3, 0, 1), (make, in) -> in.get(0).topK(3).indices(), x);
  }

  @Test
  void takesIntegersToo() {
    HostTensor x = integers(sizes(3), -4, 9, 2);
    yields(integers(sizes(2), 9, 2), (make, in) -> in.get(0).topK(2).values(), x);
  }

  @Test
  void agreesWithTheReference() {
    HostTensor x = Laboratory.random(1, 3, 1000);
    for (int count : new int[] {1, 50, 1000}) {
      agrees((make, in) -> in.get(0).topK(count).values(), x);
      agrees((make, in) -> in.get(0).topK(count).indices(), x);
    }
  }

  @RefusalTest
  void refusesMoreThanThereAre() {
    refuses(
        (make, in) -> in.get(0).topK(4).values(), List.of(floats(sizes(3), 1, 2, 3)), "4", "[3]");
  }
}
