package ai.kelix.testkit.conformance.operation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.testkit.conformance.Laboratory;
import ai.kelix.testkit.conformance.LaboratoryExtension;
import ai.kelix.testkit.reference.GoldenAssert;
import ai.kelix.testkit.reference.ReferenceBackend;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the tests of operations have in common. */
@ExtendWith(LaboratoryExtension.class)
abstract class OperationTests {
  /** Of the largest magnitude: a few roundings of float32. */
  static final double CLOSE = 2e-6;

  /** Shapes with everything that goes wrong: no dimension, no element, one, an odd number. */
  private static final List<long[]> SHAPES =
      List.of(sizes(), sizes(1), sizes(7), sizes(0, 3), sizes(3, 5), sizes(2, 1, 4, 3));

  private final Laboratory lab;

  OperationTests(Laboratory lab) {
    this.lab = lab;
  }

  static long[] sizes(long... sizes) {
    return sizes;
  }

  static HostTensor floats(long[] sizes, float... values) {
    return HostTensor.of(values, sizes);
  }

  static HostTensor integers(long[] sizes, long... values) {
    return HostTensor.of(values, sizes);
  }

  /** Fails unless the result is this one, with known and with symbolic sizes. */
  final void yields(HostTensor expected, Laboratory.Body body, HostTensor... inputs) {
    GoldenAssert.close("with known sizes", lab.known(body, inputs), expected, CLOSE);
    GoldenAssert.close("with symbolic sizes", lab.symbolic(body, inputs), expected, CLOSE);
  }

  /** Fails unless the truth values are these, 1 for true. */
  final void holds(HostTensor expected, Laboratory.Body body, HostTensor... inputs) {
    yields(expected, (make, x) -> body.run(make, x).to(DType.I64), inputs);
  }

  /** Fails unless the reference backend has the same result. */
  final void agrees(Laboratory.Body body, HostTensor... inputs) {
    try (Laboratory reference = new Laboratory(new ReferenceBackend())) {
      yields(reference.known(body, inputs), body, inputs);
    }
  }

  /** Compares an operation on one tensor of numbers between −4 and 4 in shapes of all kinds. */
  final void agreesInEveryShape(Laboratory.Body body) {
    for (long[] shape : SHAPES) {
      HostTensor x = Laboratory.random(shape.length, shape);
      agrees((make, in) -> body.run(make, List.of(in.get(0).times(4))), x);
    }
  }

  /** Compares an operation on two tensors in shapes that broadcast in every way. */
  final void agreesInEveryBroadcast(Laboratory.Body body) {
    for (long[] left : SHAPES) {
      agrees(body, Laboratory.random(1, left), Laboratory.random(2, left));
      agrees(body, Laboratory.random(1, left), Laboratory.random(2));
      agrees(body, Laboratory.random(1), Laboratory.random(2, left));
    }
    agrees(body, Laboratory.random(1, 3, 1, 5), Laboratory.random(2, 4, 1));
    agrees(body, Laboratory.random(1, 5), Laboratory.random(2, 2, 3, 5));
  }

  /** Fails unless the mistake is refused before anything runs, in words that hold these. */
  final void refuses(Laboratory.Body body, List<HostTensor> inputs, String... words) {
    assertThatThrownBy(() -> lab.known(body, inputs.toArray(HostTensor[]::new)))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains(words);
  }

  final void refusesTruthValues(Laboratory.Body body) {
    refuses(
        (make, x) -> body.run(make, List.of(x.get(0).equalTo(x.get(0)))),
        List.of(floats(sizes(2), 0, 1)),
        "BOOL");
  }

  final void refusesIntegers(Laboratory.Body body) {
    refuses(body, List.of(integers(sizes(2), 0, 1)), "I64");
  }

  final void refusesDifferentTypes(Laboratory.Body body) {
    refuses(body, List.of(floats(sizes(1), 0), integers(sizes(1), 0)), "F32", "I64");
  }

  final void refusesShapesThatDoNotBroadcast(Laboratory.Body body) {
    refuses(body, List.of(floats(sizes(2), 0, 1), floats(sizes(3), 0, 1, 2)), "[2]", "[3]");
  }
}
