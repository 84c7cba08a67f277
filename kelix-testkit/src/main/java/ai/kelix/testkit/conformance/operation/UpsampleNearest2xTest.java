package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Height and width doubled by repetition. */
@Exercises("upsampleNearest2x")
class UpsampleNearest2xTest extends OperationTests {

  UpsampleNearest2xTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void repeatsPixels() {
    yields(
        floats(sizes(1, 1, 2, 4), 1, 1, 2, 2, 1, 1, 2, 2),
        (make, x) -> x.get(0).upsampleNearest2x(),
        floats(sizes(1, 1, 1, 2), 1, 2));
  }

  @Test
  void agreesWithTheReference() {
    agrees((make, x) -> x.get(0).upsampleNearest2x(), Laboratory.random(1, 2, 3, 5, 4));
  }

  @RefusalTest
  void wantsImages() {
    refuses(
        (make, x) -> x.get(0).upsampleNearest2x(), List.of(Laboratory.random(1, 2, 3)), "[2×3]");
  }
}
