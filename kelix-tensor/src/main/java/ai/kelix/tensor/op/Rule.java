package ai.kelix.tensor.op;

import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.DimPolynomial;
import ai.kelix.tensor.type.Shape;
import ai.kelix.tensor.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The operands of one operation while its rule is applied. Sizes that are not known are taken to
 * fit where they can.
 *
 * @param op for messages
 * @param inputs types of the operands
 */
record Rule(Op op, List<TensorType> inputs) {

  /** Fails unless there are so many operands. */
  static Rule of(Op op, List<TensorType> inputs, int count) {
    Rule rule = new Rule(op, inputs);
    if (inputs.size() != count) {
      throw rule.refusal("takes " + count + " operands, found " + inputs.size());
    }
    return rule;
  }

  TensorType in(int index) {
    return inputs.get(index);
  }

  Shape shape(int index) {
    return inputs.get(index).shape();
  }

  /** Returns what to throw. */
  IllegalArgumentException refusal(String what) {
    String operands =
        inputs.stream().map(TensorType::toString).collect(Collectors.joining(" and "));
    return new IllegalArgumentException(
        op.label() + (operands.isEmpty() ? "" : " of " + operands) + ": " + what);
  }

  /** Fails unless an operand holds floating-point numbers. */
  Rule floating(int index) {
    if (!in(index).dtype().isFloating()) {
      throw refusal("computes with floating-point numbers, found " + in(index).dtype());
    }
    return this;
  }

  /** Fails unless an operand holds floating-point numbers or 64-bit integers. */
  Rule numbers(int index) {
    if (!in(index).dtype().isFloating() && in(index).dtype() != DType.I64) {
      throw refusal("computes with floating-point numbers and I64, found " + in(index).dtype());
    }
    return this;
  }

  /** Fails unless an operand is of this type. */
  Rule type(int index, DType expected) {
    if (in(index).dtype() != expected) {
      throw refusal("expected " + expected + ", found " + in(index).dtype());
    }
    return this;
  }

  /** Fails unless these operands are of one type. */
  Rule sameType(int... indices) {
    for (int index : indices) {
      if (in(index).dtype() != in(indices[0]).dtype()) {
        throw refusal("the types differ, convert one with to(...)");
      }
    }
    return this;
  }

  /** Fails unless an operand has so many dimensions. */
  Rule rank(int index, int expected) {
    if (in(index).rank() != expected) {
      throw refusal(
          String.format(Locale.ROOT, "expected rank %d, found %s", expected, in(index).shape()));
    }
    return this;
  }

  /** Fails unless an operand has at least so many dimensions. */
  Rule atLeastRank(int index, int least) {
    if (in(index).rank() < least) {
      throw refusal(
          String.format(
              Locale.ROOT, "expected rank %d or more, found %s", least, in(index).shape()));
    }
    return this;
  }

  /** Fails unless an operand has this axis. */
  Rule axis(int index, int axis) {
    if (axis < 0 || axis >= in(index).rank()) {
      throw refusal(
          String.format(Locale.ROOT, "axis %d does not exist in rank %d", axis, in(index).rank()));
    }
    return this;
  }

  /**
   * Fails if the sizes differ in every run, known or not.
   *
   * @param what is compared, for the message
   */
  Rule equal(Dim found, Dim expected, String what) {
    if (DimPolynomial.differ(found, expected)) {
      throw refusal(String.format(Locale.ROOT, "%s: found %s, expected %s", what, found, expected));
    }
    return this;
  }

  /** Returns the shape to which both broadcast. */
  Shape broadcast(Shape left, Shape right) {
    int rank = Math.max(left.rank(), right.rank());
    List<Dim> dims = new ArrayList<>(rank);
    for (int i = -rank; i < 0; i++) {
      Dim a = -i > left.rank() ? Dim.of(1) : left.dim(i);
      Dim b = -i > right.rank() ? Dim.of(1) : right.dim(i);
      if (!a.isOne() && !b.isOne()) {
        equal(b, a, "sizes that do not broadcast");
      }
      dims.add(a.isOne() || (!b.isOne() && b.isFixed()) ? b : a);
    }
    return new Shape(dims);
  }

  /** Returns the one result of the first operand's element type. */
  List<TensorType> result(Shape shape) {
    return List.of(in(0).with(shape));
  }

  /** Returns the one result, which has the type of the first operand. */
  List<TensorType> same() {
    return List.of(in(0));
  }
}
