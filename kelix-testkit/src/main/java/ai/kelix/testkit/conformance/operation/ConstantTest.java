package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.Tensor;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers that stand in the program. */
@Exercises("constant")
class ConstantTest extends OperationTests {

  ConstantTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void standInTheProgram() {
    yields(
        floats(sizes(2, 2), 1, 2, 3, 4),
        (make, x) -> make.constant(new float[] {1, 2, 3, 4}, 2, 2));
    yields(
        integers(sizes(3), 1, -2, 1L << 60),
        (make, x) -> make.constant(new long[] {1, -2, 1L << 60}, 3));
    yields(integers(sizes(0)), (make, x) -> make.constant(new long[0], 0));
  }

  @Test
  void areCopied() {
    yields(
        floats(sizes(2), 1, 2),
        (make, x) -> {
          float[] numbers = {1, 2};
          Tensor constant = make.constant(numbers, 2);
          numbers[0] = 9;
          return constant;
        });
  }

  @RefusalTest
  void fillTheirShape() {
    refuses((make, x) -> make.constant(new float[3], 2, 2), List.of(), "4", "3");
  }
}
