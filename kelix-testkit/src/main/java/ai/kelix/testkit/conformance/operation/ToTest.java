package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.type.DType;
import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** Another element type. */
@Exercises("to")
class ToTest extends OperationTests {

  ToTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void truncatesFloatsTowardsZero() {
    yields(
        integers(sizes(4), 0, 1, -2, 2),
        (make, x) -> x.get(0).to(DType.I64),
        floats(sizes(4), 0.5f, 1.5f, -2.5f, 2.7f));
  }

  @Test
  void makesTruthOfWhatIsNotZero() {
    holds(
        integers(sizes(3), 1, 0, 1),
        (make, x) -> x.get(0).to(DType.BOOL),
        floats(sizes(3), 0.5f, 0, -1));
    holds(
        integers(sizes(3), 1, 0, 1),
        (make, x) -> x.get(0).to(DType.BOOL),
        integers(sizes(3), 2, 0, -1));
  }

  @Test
  void makesNumbersOfTruth() {
    yields(
        floats(sizes(2), 0, 1),
        (make, x) -> x.get(0).equalTo(make.scalar(7, DType.I64)).to(DType.F32),
        integers(sizes(2), 6, 7));
  }

  @Test
  void roundsToSixteenBits() {
    yields(
        floats(sizes(3), 1, 65504, -3.140625f),
        (make, x) -> x.get(0).to(DType.F16).to(DType.F32),
        floats(sizes(3), 1.0001f, 65519, -3.14159f));
    yields(
        floats(sizes(3), 1, 1.0078125f, -3.140625f),
        (make, x) -> x.get(0).to(DType.BF16).to(DType.F32),
        floats(sizes(3), 1.001f, 1.006f, -3.14159f));
  }

  @Test
  void keepsWhatHasTheTypeAlready() {
    yields(floats(sizes(1), 1.5f), (make, x) -> x.get(0).to(DType.F32), floats(sizes(1), 1.5f));
  }
}
